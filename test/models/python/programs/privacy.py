"""De-identification: what identifies is gone, what instructs is not."""
import dicognito.anonymizer
import pydicom
import scrubadub
from deid.dicom import replace_identifiers
from deid.dicom.pixels import DicomCleaner
from dicomanonymizer import anonymize_dataset
from openai import OpenAI
from opacus import PrivacyEngine
from PIL import Image
from presidio_analyzer import AnalyzerEngine
from presidio_anonymizer import AnonymizerEngine
from presidio_image_redactor import ImageRedactorEngine
from torch.utils.data import DataLoader

client = OpenAI()


def presidio(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientComments)
    found = AnalyzerEngine().analyze(text=text, language="en")
    client.responses.create(model="gpt-4o", input=text)  # <- untrusted-text-in-prompt, phi-to-external-model
    client.responses.create(model="gpt-4o", input=AnonymizerEngine().anonymize(text=text, analyzer_results=found).text)  # <- untrusted-text-in-prompt
    client.responses.create(model="gpt-4o", input=f"{len(found)} entities, first at {found[0].start}")


def scrubbed(path: str) -> None:
    text = str(pydicom.dcmread(path).PatientComments)
    client.responses.create(model="gpt-4o", input=scrubadub.clean(text))  # <- untrusted-text-in-prompt


def data_sets(path: str) -> None:
    ds = pydicom.dcmread(path)
    client.responses.create(model="gpt-4o", input=str(ds))  # <- untrusted-text-in-prompt, phi-to-external-model
    anonymize_dataset(ds)
    client.responses.create(model="gpt-4o", input=str(ds))  # <- untrusted-text-in-prompt


def data_sets_dicognito(path: str) -> None:
    ds = pydicom.dcmread(path)
    dicognito.anonymizer.Anonymizer().anonymize(ds)
    client.responses.create(model="gpt-4o", input=str(ds.PatientName))  # <- untrusted-text-in-prompt


def data_sets_deid(path: str) -> None:
    cleaned = replace_identifiers(dicom_files=[pydicom.dcmread(path)])
    client.responses.create(model="gpt-4o", input=str(cleaned[0].PatientName))  # <- untrusted-text-in-prompt


def pictures(path: str) -> None:
    image = Image.fromarray(pydicom.dcmread(path).pixel_array)
    client.images.edit(image=image, prompt="Mark the lungs.")  # <- unscreened-image, phi-to-external-model
    client.images.edit(image=ImageRedactorEngine().redact(image), prompt="Mark the lungs.")


def cleaned_pictures(path: str) -> None:
    cleaner = DicomCleaner()
    cleaner.detect(path)
    client.images.edit(image=cleaner.clean(), prompt="Mark the lungs.")


def train(paths: list[str], model, optimizer) -> None:
    names = [str(pydicom.dcmread(path).PatientName) for path in paths]
    loader = DataLoader(names, batch_size=8)  # <- unverified-training-data, training-on-identifiable-data
    for batch in loader:
        optimizer.step(model(batch))


def train_privately(paths: list[str], model, optimizer) -> None:
    names = [str(pydicom.dcmread(path).PatientName) for path in paths]
    loader = DataLoader(names, batch_size=8)  # <- unverified-training-data
    model, optimizer, loader = PrivacyEngine().make_private(module=model, optimizer=optimizer, data_loader=loader, noise_multiplier=1.1, max_grad_norm=1.0)
    for batch in loader:
        optimizer.step(model(batch))
