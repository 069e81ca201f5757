/** What `dosimeter --help` prints. */
export const HELP = `dosimeter: finds where untrusted imaging data (DICOM, PDF, HL7, FHIR) reaches an AI system

  dosimeter lint [paths...]      scan code, configuration and fixtures below the paths (default: .)
  dosimeter agents [paths...]    what each agent and tool server reads and may do (--format json)
  dosimeter baseline [paths...]  write the findings of today to a file that --baseline takes
  dosimeter disarm FILE...       write copies of DICOM and PDF files without what the
                                 rules object to (--format json)
  dosimeter explain RULE         the page of a rule
  dosimeter explain FINGERPRINT  one finding of the current folder, with its flow
  dosimeter explain SOURCE SINK  where the text of a source stops on the way to a sink:
                                 each FILE:LINE[:COLUMN] or a function (--format json)
  dosimeter rules                list the rules
  dosimeter init [folder]        write a starting dosimeter.jsonc with what an analysis finds,
                                 all of it commented out
  dosimeter lsp --stdio          the language server

Options of lint
  -f, --format F         pretty, json, sarif, github, junit, html
                         (default: pretty; github when GITHUB_ACTIONS is set)
  -o, --output FILE      write the report to FILE; may be given with several --format
      --fail-on S        error, warning, note or never (default: error)
  -c, --config FILE      settings (default: the nearest dosimeter.jsonc upward)
      --baseline FILE    report only what the baseline does not hold
      --changed-since R  report only flows that touch a file changed since the git ref
      --fix              apply the safe fixes
      --fix-dry-run      print them as a unified diff
      --rule ID          run only these rules; "family/*" for a family
      --no-fixtures      leave DICOM, PDF and clinical text files out
      --only-fixtures    look at nothing else
      --ocr              screen the pixels of images too
  -j, --jobs N           worker threads
      --no-cache         neither read nor write the cache on disk
      --stats            timing of each phase on standard error
      --stdin --stdin-filename PATH
                         lint one buffer in the context of its tree

  -h, --help             this text
  -V, --version          the version

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or
configuration, 3 the scan could not finish.
`;
