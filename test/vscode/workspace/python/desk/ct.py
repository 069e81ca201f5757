def describe(study):
    return f"CT: {study.PatientComments}"
