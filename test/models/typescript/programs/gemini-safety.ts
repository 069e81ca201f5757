import { GoogleGenAI, HarmBlockThreshold as Threshold, HarmCategory } from '@google/genai';
import { GoogleGenerativeAI, HarmBlockThreshold } from '@google/generative-ai';
import { getAI, getGenerativeModel, HarmBlockThreshold as FirebaseThreshold } from 'firebase/ai';
import { google } from '@ai-sdk/google';
import { generateText } from 'ai';

const off = [{ category: HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT, threshold: Threshold.OFF }]; // <- provider-safety-off
const chat = new GoogleGenAI({}).chats.create({ model: 'gemini-2.5-flash', config: { safetySettings: off } });
const strict = new GoogleGenAI({}).chats.create({ model: 'gemini-2.5-flash', config: { safetySettings: [{ category: HarmCategory.HARM_CATEGORY_HARASSMENT, threshold: Threshold.BLOCK_ONLY_HIGH }] } });

const model = new GoogleGenerativeAI('key').getGenerativeModel({
  model: 'gemini-2.5-flash',
  safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH' as any, threshold: HarmBlockThreshold.BLOCK_NONE }], // <- provider-safety-off
});
const browser = getGenerativeModel(getAI(), {
  model: 'gemini-2.5-flash',
  safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH' as any, threshold: FirebaseThreshold.BLOCK_NONE }], // <- provider-safety-off
});
const kept = getGenerativeModel(getAI(), { model: 'gemini-2.5-flash' });

export const answers = [
  generateText({ model: google('gemini-2.5-flash', { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_NONE' }] }), prompt: 'Go.' }), // <- provider-safety-off
  generateText({
    model: google('gemini-2.5-flash'),
    prompt: 'Go.',
    providerOptions: { google: { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'OFF' }] } }, // <- provider-safety-off
  }),
  generateText({ model: google('gemini-2.5-flash'), prompt: 'Go.', providerOptions: { google: { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_LOW_AND_ABOVE' }] } } }),
];
export { chat, strict, model, browser, kept };
