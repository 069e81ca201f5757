/** Programs whose argument is the code itself: naming one as a constant fixes nothing. */
export const INTERPRETERS = /(^|[/\\])(ba|z|k|da|fi|c)?sh(\.exe)?$|(^|[/\\])(cmd|powershell|pwsh|python[\d.]*|node|deno|bun|perl|ruby|osascript|env|sudo|xargs|eval)(\.exe)?$/i;
