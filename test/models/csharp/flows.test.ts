import { test } from 'node:test';
import { check, type Programs } from './support.ts';

/** A class with a chat client, a data set and members. */
const inClass = (members: string, usings = ''): string => `using OpenAI.Chat;
using FellowOakDicom;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Linq;
${usings}
namespace App;
public class Probe {
  private readonly ChatClient chat;
  public Probe(ChatClient chat) { this.chat = chat; }
  private async Task<string> Ask(string text) { ChatCompletion c = await chat.CompleteChatAsync(new UserChatMessage(text)); //! untrusted-text-in-prompt
    return c.Content[0].Text; }
${members}
}
`;

const clean = (members: string): string => inClass(members).replace(' //! untrusted-text-in-prompt', '');

const reached: Programs = {
  builder: inClass('  public async Task F(DicomDataset ds) { var sb = new StringBuilder(); sb.AppendLine("x").Append(ds.GetString(DicomTag.PatientComments)); await Ask(sb.ToString()); }'),
  queryExpression: inClass('  public async Task F(IEnumerable<DicomDataset> all) { var q = from d in all where d.Contains(DicomTag.Rows) select d.GetString(DicomTag.StudyDescription); await Ask(string.Join(",", q)); }'),
  localFunction: inClass('  public async Task F(DicomDataset ds) { await Ask(Text()); string Text() => ds.GetString(DicomTag.ImageComments); }'),
  closure: inClass('  public async Task F(List<DicomDataset> all) { var t = ""; all.ForEach(d => t += d.GetString(DicomTag.ImageComments)); await Ask(t); }'),
  delegateValue: inClass('  public async Task F(DicomDataset ds) { Func<DicomDataset, string> read = d => d.GetString(DicomTag.ImageComments); await Ask(read(ds)); }'),
  tuple: inClass('  (string Text, int Rows) Read(DicomDataset ds) => (ds.GetString(DicomTag.ImageComments), 1);\n  public async Task F(DicomDataset ds) { await Ask(Read(ds).Text); }'),
  deconstruction: inClass('  (string, int) Read(DicomDataset ds) => (ds.GetString(DicomTag.ImageComments), 1);\n  public async Task F(DicomDataset ds) { var (text, rows) = Read(ds); await Ask(text); }'),
  dictionary: inClass('  public async Task F(DicomDataset ds) { var d = new Dictionary<string, string> { ["a"] = ds.GetString(DicomTag.ImageComments) }; foreach (var (k, v) in d) await Ask(v); }'),
  keyValue: inClass('  public async Task F(DicomDataset ds) { var d = new Dictionary<string, string>(); d.Add("a", ds.GetString(DicomTag.ImageComments)); foreach (var kv in d) await Ask(kv.Value); }'),
  pattern: inClass('  public async Task F(DicomDataset ds) { if (ds.GetString(DicomTag.ImageComments) is { Length: > 0 } text) await Ask(text); }'),
  nullConditional: inClass('  public async Task F(DicomFile? file) { await Ask(file?.Dataset?.GetString(DicomTag.ImageComments) ?? "none"); }'),
  ternary: inClass('  public async Task F(DicomDataset ds, bool b) { var t = b ? ds.GetString(DicomTag.ImageComments) : "x"; await Ask(t); }'),
  exception: inClass('  public async Task F(DicomDataset ds) { string t; try { t = ds.GetString(DicomTag.ImageComments); } catch (Exception e) { t = e.Message; } finally { } await Ask(t); }'),
  iterator: inClass('  IEnumerable<string> All(DicomDataset ds) { yield return ds.GetString(DicomTag.ImageComments); }\n  public async Task F(DicomDataset ds) { foreach (var t in All(ds)) await Ask(t); }'),
  json: inClass('  record R(string A, int B);\n  public async Task F(DicomDataset ds) { await Ask(JsonSerializer.Serialize(new R(ds.GetString(DicomTag.ImageComments), 1))); }'),
  taskResult: inClass('  Task<string> T(DicomDataset ds) => Task.FromResult(ds.GetString(DicomTag.ImageComments));\n  public void F(DicomDataset ds) { Ask(T(ds).Result).Wait(); }'),
  whenAll: inClass('  async Task<string> T(DicomDataset ds) => ds.GetString(DicomTag.ImageComments);\n  public async Task F(DicomDataset[] all) { var ts = await Task.WhenAll(all.Select(T)); await Ask(ts[0]); }'),
  genericMethod: inClass('  T Id<T>(T v) => v;\n  public async Task F(DicomDataset ds) { await Ask(Id<string>(ds.GetString(DicomTag.ImageComments))); }'),
  staticField: inClass('  static string last = "";\n  public void Keep(DicomDataset ds) { last = ds.GetString(DicomTag.ImageComments); }\n  public async Task F() { await Ask(last); }'),
  sequences: inClass('  public async Task F(DicomDataset ds) { foreach (var item in ds.GetSequence(DicomTag.ContentSequence)) await Ask(item.GetString(DicomTag.TextValue)); }'),
  overloads: inClass('  string G(string s) => s;\n  string G(string s, int n) => s + n;\n  public async Task F(DicomDataset ds) { await Ask(G(ds.GetString(DicomTag.ImageComments), 2)); }'),
  named: inClass('  string G(int n, string s = "x") => s;\n  public async Task F(DicomDataset ds) { await Ask(G(s: ds.GetString(DicomTag.ImageComments), n: 1)); }'),
  parts: inClass('  public async Task F(DicomDataset ds) { await Ask(new R().Read(ds)); }') + '\npartial class R { string root = "x"; }\npartial class R { public string Read(DicomDataset ds) => ds.GetString(DicomTag.ImageComments); }',
  inherited: inClass('  abstract class B { protected string text = ""; public abstract string Get(); }\n  class D : B { public D(DicomDataset ds) { text = ds.GetString(DicomTag.ImageComments); } public override string Get() => text; }\n  public async Task F(DicomDataset ds) { B b = new D(ds); await Ask(b.Get()); }'),
};

const harmless: Programs = {
  numbers: clean('  public async Task F(DicomDataset ds) { await Ask($"{ds.GetSingleValue<int>(DicomTag.Rows)} {int.Parse(ds.GetString(DicomTag.ImageComments))} {ds.GetString(DicomTag.ImageComments).Length}"); }'),
  parsed: clean('  public async Task F(DicomDataset ds) { if (!DateTime.TryParse(ds.GetString(DicomTag.ImageComments), out var d)) return; await Ask($"{d}"); }'),
  closedSet: clean('  static readonly HashSet<string> Ok = new() { "A", "B" };\n  public async Task F(DicomDataset ds) { var t = ds.GetString(DicomTag.ImageComments); if (Ok.Contains(t)) await Ask(t); }'),
  arrayContains: clean('  static readonly string[] Ok = ["A", "B"];\n  public async Task F(DicomDataset ds) { var t = ds.GetString(DicomTag.ImageComments); if (!Ok.Contains(t)) throw new ArgumentException("t"); await Ask(t); }'),
  regex: clean('  static readonly Regex Ok = new("^[A-Z]{2,4}$");\n  public async Task F(DicomDataset ds) { var t = ds.GetString(DicomTag.ImageComments); if (!Ok.IsMatch(t)) return; await Ask(t); }'),
  enumeration: clean('  enum M { CT, MR }\n  public async Task F(DicomDataset ds) { var m = Enum.Parse<M>(ds.GetString(DicomTag.ImageComments)); await Ask($"{m}"); }'),
  isPattern: clean('  public async Task F(DicomDataset ds) { var t = ds.GetString(DicomTag.ImageComments); if (t is "CT" or "MR") await Ask(t); }'),
  guid: clean('  public async Task F(DicomDataset ds) { await Ask(Guid.Parse(ds.GetString(DicomTag.ImageComments)).ToString()); }'),
  overwritten: clean('  public async Task F(DicomDataset ds) { var t = ds.GetString(DicomTag.ImageComments); t = "x"; await Ask(t); }'),
  otherField: clean('  record R(string A, string B);\n  public async Task F(DicomDataset ds) { var r = new R(ds.GetString(DicomTag.ImageComments), "b"); await Ask(r.B); }'),
  tupleNumber: clean('  (string Text, int Rows) Read(DicomDataset ds) => (ds.GetString(DicomTag.ImageComments), 1);\n  public async Task F(DicomDataset ds) { await Ask($"{Read(ds).Rows}"); }'),
  dictionaryLookup: clean('  static readonly Dictionary<string, string> Names = new() { ["A"] = "a" };\n  public async Task F(DicomDataset ds) { await Ask(Names.GetValueOrDefault(ds.GetString(DicomTag.ImageComments), "none")); }'),
  typedMember: clean('  record R(string A, int N);\n  public async Task F(DicomDataset ds) { var r = JsonSerializer.Deserialize<R>(ds.GetString(DicomTag.ImageComments))!; await Ask($"{r.N}"); }'),
  count: clean('  public async Task F(List<DicomDataset> all) { var n = all.Select(d => d.GetString(DicomTag.ImageComments)).Count(); await Ask($"{n} {all.Count}"); }'),
};

for (const [name, program] of Object.entries({ ...reached, ...harmless })) test(name, () => check({ [name]: program }, ['prompt-injection']));
