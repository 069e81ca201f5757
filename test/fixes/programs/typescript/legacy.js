'use strict';
const fs = require('fs');
const http = require('http');
const dicomParser = require('dicom-parser');
const { GoogleGenAI, HarmBlockThreshold, HarmCategory } = require('@google/genai');

const ai = new GoogleGenAI({ apiKey: process.env.KEY });
const lenient = [{ category: HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT, threshold: HarmBlockThreshold.BLOCK_NONE }];

function titleOf(file) {
  return dicomParser.parseDicom(fs.readFileSync(file)).string('x00081030');
}

async function shorten(file) {
  var title = titleOf(file);
  console.log('shortening ' + dicomParser.parseDicom(fs.readFileSync(file)).string('x00100010'));
  return ai.models.generateContent({ model: 'gemini-2.0-flash', contents: 'Shorten: ' + title, config: { safetySettings: lenient } });
}

function patient(id, done) {
  http.get('http://ehr.hospital.example/fhir/Patient/' + id, done);
}

module.exports = { shorten, patient };
