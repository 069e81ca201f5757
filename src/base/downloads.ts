/** A script that a shell is handed as it comes from the network: `curl … | sh`, `bash <(curl …)`. */
export const DOWNLOADED = /\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+)?(ba|z|da)?sh\b|\b(ba|z)?sh\s+<\(\s*(curl|wget)\b/;
