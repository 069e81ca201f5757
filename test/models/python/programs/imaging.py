"""Other readers of images: what their headers say, and what a tool can do to the files."""
import nibabel as nib
import openslide
import redcap
import SimpleITK as sitk
from agents import Agent, function_tool
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")
project = redcap.Project("https://redcap.example.org/api/", "token")


def simple_itk(path: str, folder: str) -> None:
    reader = sitk.ImageFileReader()
    reader.SetFileName(path)
    reader.LoadPrivateTagsOn()
    reader.ReadImageInformation()
    client.responses.create(model="m", input=reader.GetMetaData("0020|4000"))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{reader.GetMetaData('0028|0010')} rows of {reader.GetSize()}")
    image = sitk.ReadImage(path)
    for key in image.GetMetaDataKeys():
        client.responses.create(model="m", input=f"{key}: {image.GetMetaData(key)}")  # <- untrusted-text-in-prompt
    if image.HasMetaDataKey("0008|1030"):
        client.responses.create(model="m", input=f"{image.GetSpacing()} {image.GetOrigin()} {image.GetDimension()}")
    series = sitk.ImageSeriesReader()
    series.SetFileNames(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(folder))
    series.MetaDataDictionaryArrayUpdateOn()
    series.Execute()
    client.responses.create(model="m", input=series.GetMetaData(0, "0008|1030"))  # <- untrusted-text-in-prompt


def nifti(path: str) -> None:
    image = nib.load(path)
    client.responses.create(model="m", input=str(image.header["descrip"]))  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{image.shape} {image.affine} {image.header.get_zooms()} {image.header.get_data_shape()}")


def slide(path: str) -> None:
    wsi = openslide.OpenSlide(path)
    client.responses.create(model="m", input=wsi.properties["openslide.comment"])  # <- untrusted-text-in-prompt
    client.responses.create(model="m", input=f"{wsi.dimensions} {wsi.level_count} {wsi.level_dimensions}")


@function_tool
def header(path: str) -> str:
    """Header of an image."""
    return sitk.ReadImage("/data/1.dcm").GetMetaData("0020|4000")  # <- untrusted-tool-result


@function_tool
def resample(path: str) -> str:
    """Resample an image."""
    image = sitk.ReadImage("/data/1.dcm")
    sitk.WriteImage(image, "/data/out.nii.gz")
    return str(image.GetSize())


@function_tool
def forget(record: str) -> str:
    """Remove a participant."""
    return str(project.delete_records(records=[record]))


Agent(
    name="images",
    instructions="You look after images.",
    tools=[
        header,
        resample,  # <- overprivileged-tool
        forget,  # <- overprivileged-tool
    ],
)
