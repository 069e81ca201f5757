/** What `dosimeter init` writes: every setting with its meaning, all of them commented out. */
export const STARTING_POLICY = `{
  // Settings of dosimeter. Comments and trailing commas are fine.

  // Model endpoints that may be given identifying data, beside this machine: [scheme://]host[:port][/path],
  // where *.hospital.example is any subdomain and 10.20.* any address that starts so.
  // "trustedEndpoints": ["https://llm.hospital.example"],

  // What a tool may be able to do when its agent takes in outside documents ("untrusted"),
  // only what its user types ("user"), or nothing from outside ("trusted").
  // "capabilities": { "untrusted": ["read-phi", "read-files"] },

  // Your own functions. A name is matched from the right: "scrub", "safety.scrub", "app.safety.scrub".
  // Functions whose result is safe in a prompt:
  // "sanitizers": ["safety.scrub_prompt", { "name": "as_markup", "clears": ["html"] }],
  // Functions that judge a value; it is safe where the result was "accepts" (true, false or "throws"):
  // "guards": [{ "name": "is_plain_finding", "arg": "0", "accepts": true }],
  // Functions in which a person looks at model output before it goes on:
  // "reviewers": ["request_radiologist_review"],
  // Functions that ask a person before a tool runs, and can refuse:
  // "approvals": ["ask_operator"],
  // Functions whose result identifies nobody:
  // "deidentifiers": ["deid.anonymize"],

  // Where quick fixes put the helper that they call, and its name.
  // "guardHelper": { "python": { "file": "app/guard.py", "name": "screen_untrusted" } },

  // Severity of rules: "error", "warning", "note" or "off". "family/*" is a whole family. \`dosimeter rules\` lists them.
  // "rules": { "prompt-injection/unscreened-image": "off", "model-supply-chain/*": "warning" },

  // What is looked at, in the syntax of .gitignore. Files that git ignores are left out anyway.
  // "include": ["src/**"],
  // "exclude": ["test/fixtures/hostile/**"],

  // Models of your own libraries: files beside this one, or rows in place.
  // "models": ["dosimeter/our-pacs.yml"],

  // Your own rules: data from a source must not reach a sink except through a barrier or a guard.
  // "flowRules": [{
  //   "id": "local/no-report-in-url",
  //   "message": "Report text is put into a URL.",
  //   "severity": "warning",
  //   "sources": [{ "call": "load_report" }, { "parameter": "report" }],
  //   "sinks": [{ "call": "requests.get", "args": ["0"] }],
  //   "barriers": ["hash_report"]
  // }],
}
`;
