"""Weights and models: formats that run code, code that comes along, versions that move."""
import keras
import mlflow
import mlflow.pyfunc
import monai.bundle
import numpy as np
import open_clip
import skops.io
import tensorflow as tf
import timm
import torch
from diffusers import StableDiffusionPipeline
from fastai.vision.all import load_learner
from peft import PeftModel
from transformers import pipeline

URL = "https://weights.example.org/unet-3f2a.pt"


def formats(path: str) -> None:
    torch.hub.load_state_dict_from_url(URL)  # <- unsafe-model-deserialization
    torch.hub.load_state_dict_from_url(URL, check_hash=True)
    torch.hub.load_state_dict_from_url(URL, weights_only=True)
    np.load(path, allow_pickle=True)  # <- unsafe-model-deserialization
    np.load(path)
    keras.models.load_model(path, safe_mode=False)  # <- unsafe-model-deserialization
    tf.keras.models.load_model(path, safe_mode=False)  # <- unsafe-model-deserialization
    keras.models.load_model(path)
    keras.config.enable_unsafe_deserialization()  # <- unsafe-model-deserialization
    mlflow.pyfunc.load_model("models:/triage/3")  # <- unsafe-model-deserialization
    mlflow.pytorch.load_model("models:/triage/3")  # <- unsafe-model-deserialization
    skops.io.load(path, trusted=True)  # <- unsafe-model-deserialization
    skops.io.load(path, trusted=["numpy.float64"])
    load_learner(path)  # <- unsafe-model-deserialization


def bundles() -> None:
    monai.bundle.download(name="spleen_ct_segmentation", bundle_dir="./bundles")  # <- unpinned-model
    monai.bundle.download(name="spleen_ct_segmentation", version="0.5.3", bundle_dir="./bundles")
    monai.bundle.load(name="spleen_ct_segmentation")  # <- unpinned-model
    monai.bundle.load("spleen_ct_segmentation", "0.5.3")


def hubs(base) -> None:
    PeftModel.from_pretrained(base, "org/rad-adapter")  # <- unpinned-model
    PeftModel.from_pretrained(base, "org/rad-adapter", revision="0123456789abcdef0123456789abcdef01234567")
    PeftModel.from_pretrained(base, "./adapter")
    pipeline("text-generation", model="org/rad-report-7b")  # <- unpinned-model
    pipeline("text-generation", model="org/rad-report-7b", revision="0123456789abcdef0123456789abcdef01234567")
    pipeline("text-generation", model="./rad-report-7b")
    torch.hub.load("mateuszbuda/brain-segmentation-pytorch", "unet", pretrained=True)  # <- remote-model-code
    torch.hub.load("./unet", "unet", source="local")
    timm.create_model("hf-hub:org/resnet50-rad", pretrained=True)  # <- unpinned-model
    timm.create_model("hf-hub:org/resnet50-rad@0123456789abcdef0123456789abcdef01234567", pretrained=True)
    timm.create_model("resnet50", pretrained=True)
    open_clip.create_model_and_transforms("hf-hub:org/biomed-clip")  # <- unpinned-model
    open_clip.create_model_and_transforms("ViT-B-32")


def pictures(path: str) -> None:
    StableDiffusionPipeline.from_pretrained("/srv/models/sd", safety_checker=None)  # <- provider-safety-off
    StableDiffusionPipeline.from_pretrained("/srv/models/sd")
