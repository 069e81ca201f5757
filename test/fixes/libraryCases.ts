import type { FixCase } from './cases.ts';

const CODE = 'improper-output-handling/model-output-to-code';
const UNSAFE = 'model-supply-chain/unsafe-model-deserialization';
const BIND = 'Bind the values to the statement instead of writing them into it';
const SCREENS = ['Screen the untrusted text before a model reads it', 'Screen and quote the untrusted text as data'];
const PERSON = 'Have a person accept it before it runs';

const java = (imports: string, body: string): string => `package org.example;

import dev.langchain4j.model.chat.ChatModel;
${imports}
class Desk {
    private final ChatModel model;

    Desk(ChatModel model) {
        this.model = model;
    }

${body}
}
`;
const csharp = (usings: string, body: string): string => `using OpenAI.Chat;
${usings}
class Desk
{
    string Answer(ChatClient client) => client.CompleteChat(new UserChatMessage("Go.")).Value.Content[0].Text;

${body}
}
`;

/** Fixes that are particular to a library: its statements, its formats, its switches. */
export const LIBRARY_CASES: readonly FixCase[] = [
  {
    name: 'JDBC, in a resource', rule: CODE, files: { 'Desk.java': java('import java.sql.Connection;\nimport java.sql.ResultSet;\nimport java.sql.SQLException;\nimport java.sql.Statement;\n', '    int count(Connection database) throws SQLException {\n        String name = model.chat("Name the modality.");\n        try (Statement statement = database.createStatement()) {\n            ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM studies WHERE modality = \'" + name + "\' AND year > 2020");\n            return rows.getInt(1);\n        }\n    }') },
    fixes: [BIND, PERSON], contains: ['try (PreparedStatement statement = database.prepareStatement("SELECT COUNT(*) FROM studies WHERE modality = ? AND year > 2020")) {\n            statement.setObject(1, name);\n            ResultSet rows = statement.executeQuery();', 'import java.sql.PreparedStatement;'],
  },
  {
    name: 'JDBC, with the text in a variable', rule: CODE, files: { 'Desk.java': java('import java.sql.*;\n', '    void keep(Connection database) throws SQLException {\n        String name = model.chat("Name the modality.");\n        String sql = "UPDATE desk SET name = \'" + name + "\'";\n        var statement = database.createStatement();\n        statement.executeUpdate(sql);\n    }') },
    fixes: [BIND, PERSON], contains: ['String sql = "UPDATE desk SET name = ?";\n        var statement = database.prepareStatement(sql);\n        statement.setObject(1, name);\n        statement.executeUpdate();'],
  },
  {
    name: 'a command of ADO.NET', rule: CODE, files: { 'Desk.cs': csharp('using Microsoft.Data.SqlClient;\n', '    object Count(ChatClient chat, SqlConnection database)\n    {\n        var name = Answer(chat);\n        using var command = new SqlCommand($"SELECT COUNT(*) FROM studies WHERE modality = \'{name}\'", database);\n        return command.ExecuteScalar();\n    }') },
    fixes: [BIND, PERSON], contains: ['new SqlCommand("SELECT COUNT(*) FROM studies WHERE modality = @p1", database);\n        command.Parameters.AddWithValue("@p1", name);\n'],
  },
  {
    name: 'the text of a command of ADO.NET', rule: CODE, files: { 'Desk.cs': csharp('using Microsoft.Data.Sqlite;\n', '    void Keep(ChatClient chat, SqliteConnection database)\n    {\n        var name = Answer(chat);\n        var command = database.CreateCommand();\n        command.CommandText = "DELETE FROM desk WHERE name = \'" + name + "\'";\n        command.ExecuteNonQuery();\n    }') },
    fixes: [BIND, PERSON], contains: ['command.CommandText = "DELETE FROM desk WHERE name = @p1";\n        command.Parameters.AddWithValue("@p1", name);\n'],
  },
  {
    name: 'BinaryFormatter', rule: UNSAFE, files: { 'Desk.cs': csharp('using System.IO;\nusing System.Runtime.Serialization.Formatters.Binary;\n', '    Weights Read(Stream file)\n    {\n        return (Weights)new BinaryFormatter().Deserialize(file);\n    }') },
    fixes: ['Keep the data as JSON of one type'], contains: ['return JsonSerializer.Deserialize<Weights>(file)!;', 'using System.Text.Json;'],
  },
  {
    name: 'a BinaryFormatter in a variable', rule: UNSAFE, files: { 'Desk.cs': csharp('using System.IO;\nusing System.Runtime.Serialization.Formatters.Binary;\n', '    object Read(Stream file)\n    {\n        var formatter = new BinaryFormatter();\n        return formatter.Deserialize(file);\n    }') },
    fixes: ['Keep the data as JSON of one type'], contains: ['    {\n        return JsonSerializer.Deserialize<object>(file)!;\n    }'],
  },
  {
    name: 'Weka', rule: UNSAFE, files: { 'Desk.java': java('import weka.classifiers.Classifier;\nimport weka.core.SerializationHelper;\n', '    Classifier read(String file) throws Exception {\n        return (Classifier) SerializationHelper.read(file);\n    }') },
    fixes: ['Keep the model as PMML, which is read without running code'], contains: ['return (Classifier) PMMLFactory.getPMMLModel(file);', 'import weka.core.pmml.PMMLFactory;'],
  },
  { name: 'MLflow', rule: UNSAFE, files: { 'a.py': 'import mlflow\n\nmodel = mlflow.pyfunc.load_model("models:/triage/3")\n' }, fixes: ['Keep the model as ONNX, which is read without running code'], contains: ['mlflow.onnx.load_model("models:/triage/3")'] },
  { name: 'a guardrail that is deleted', rule: 'safeguards-disabled/provider-safety-off', files: { 'a.ts': "import { BedrockClient, DeleteGuardrailCommand } from '@aws-sdk/client-bedrock';\n\nconst bedrock = new BedrockClient({});\n\nexport async function reset(id: string): Promise<void> {\n  console.log('reset');\n  await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: id }));\n}\n" }, fixes: ['Keep the guardrail'], contains: ["console.log('reset');\n}"] },
  // Types: what is wrapped stays what its place takes.
  {
    name: 'what is waited for', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.ts': "import { readFile } from 'node:fs/promises';\nimport dicomParser from 'dicom-parser';\nimport OpenAI from 'openai';\n\nconst client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n\nasync function comments(path: string): Promise<string> {\n  return dicomParser.parseDicom(await readFile(path)).string('x00104000') ?? '';\n}\n\nexport async function run(path: string): Promise<unknown> {\n  return client.responses.create({ model: 'm', input: await comments(path) });\n}\n" },
    fixes: SCREENS, contains: ['input: screenUntrusted(await comments(path))'],
  },
  {
    name: 'a document of Java', rule: 'data-poisoning/unverified-knowledge-base', files: { 'Desk.java': java('import dev.langchain4j.data.document.Document;\nimport dev.langchain4j.store.embedding.EmbeddingStoreIngestor;\nimport org.apache.pdfbox.pdmodel.PDDocument;\nimport org.apache.pdfbox.text.PDFTextStripper;\n', '    void index(EmbeddingStoreIngestor ingestor, PDDocument letter) throws Exception {\n        ingestor.ingest(Document.from(new PDFTextStripper().getText(letter)));\n    }') },
    fixes: ['Screen the text before it is indexed'], contains: ['ingest(Document.from(DosimeterGuard.screenUntrusted(new PDFTextStripper().getText(letter))))'],
  },
  {
    name: 'texts that C# joins', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'Desk.cs': csharp('using System.Linq;\nusing UglyToad.PdfPig;\n', '    string Ask(ChatClient chat, string path)\n    {\n        using var pdf = PdfDocument.Open(path);\n        return chat.CompleteChat(new UserChatMessage(string.Join(" ", pdf.GetPages().Select(page => page.Text)))).Value.Content[0].Text;\n    }') },
    fixes: SCREENS, contains: ['new UserChatMessage(DosimeterGuard.ScreenUntrusted(string.Join(" ", pdf.GetPages().Select(page => page.Text))))'],
  },
];
