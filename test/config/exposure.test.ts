import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

const exposed = (files: Readonly<Record<string, string>>): Promise<void> => expectFindings('exposed-service', files);
const MODEL = `
from openai import OpenAI
client = OpenAI()

def explain(text: str) -> str:
    return client.responses.create(model="gpt-4.1", input=text).output_text
`;
const KEY = `
import os
from fastapi import Header, HTTPException

def current_user(x_api_key: str = Header(...)) -> None:
    if x_api_key != os.environ["SERVICE_KEY"]:
        raise HTTPException(401)
`;

describe('services on all interfaces (Python)', () => {
  test('a model behind a router in another file', () => exposed({
    'llm.py': MODEL,
    'routes.py': `
from fastapi import APIRouter
from llm import explain
router = APIRouter()

@router.post("/explain")
def post(body: dict) -> str:
    return explain(body["text"])
`,
    'main.py': `
import uvicorn
from fastapi import FastAPI
from routes import router
app = FastAPI()
app.include_router(router)
uvicorn.run("main:app", host="0.0.0.0", port=8000)  # <- unauthenticated-model-endpoint
`,
  }));
  test('a dependency of the route asks for a key', () => exposed({
    'llm.py': MODEL, 'deps.py': KEY,
    'factory.py': `
from fastapi import Depends, FastAPI
from deps import current_user
from llm import explain

def create_app() -> FastAPI:
    app = FastAPI()

    @app.post("/explain", dependencies=[Depends(current_user)])
    def post(body: dict) -> str:
        return explain(body["text"])
    return app
`,
    'main.py': `
import uvicorn
from factory import create_app

def main() -> None:
    uvicorn.run(create_app(), host="0.0.0.0", port=8000)

main()
`,
  }));
  test('a check that nothing uses lets everybody in', () => exposed({
    'llm.py': MODEL, 'deps.py': KEY,
    'main.py': `
from flask import Flask, request
from llm import explain
app = Flask(__name__)

@app.post("/explain")
def post() -> str:
    return explain(request.json["text"])

app.run(host="0.0.0.0", port=8000)  # <- unauthenticated-model-endpoint
`,
  }));
  test('middleware', () => exposed({
    'llm.py': MODEL,
    'main.py': `
import os
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from llm import explain
app = FastAPI()

@app.middleware("http")
async def guard(request: Request, call_next):
    if request.headers.get("x-api-key") != os.environ["SERVICE_KEY"]:
        return JSONResponse({"detail": "no"}, status_code=401)
    return await call_next(request)

@app.post("/explain")
def post(body: dict) -> str:
    return explain(body["text"])

uvicorn.run(app, host="0.0.0.0")
`,
  }));
  test('no model, nothing to protect', () => exposed({ 'main.py': `
from flask import Flask, jsonify
app = Flask(__name__)

@app.get("/health")
def health():
    return jsonify(ok=True)

app.run(host="0.0.0.0", port=8000)
` }));
  test('MCP servers by the host that they are made with', () => exposed({
    'open.py': `
import os
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("files", host="0.0.0.0", port=8000)

@mcp.tool()
def erase(uid: str) -> str:
    """Erase."""
    os.remove(uid)
    return "ok"

mcp.run(transport="streamable-http")  # <- unauthenticated-model-endpoint
`,
    'closed.py': `
import os
from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier
mcp = FastMCP("files", auth=JWTVerifier(jwks_uri="https://id.example.org/keys"))

@mcp.tool
def erase(uid: str) -> str:
    """Erase."""
    os.remove(uid)
    return "ok"

mcp.run(transport="http", host="0.0.0.0", port=8000)
`,
  }));
});

describe('services on all interfaces (TypeScript)', () => {
  const handlers = `
import OpenAI from 'openai';
const openai = new OpenAI();
export const answer = async (req: any, res: any) => {
  const r = await openai.responses.create({ model: 'gpt-4.1', input: String(req.body.q) });
  res.json({ text: r.output_text });
};
export const health = (_req: any, res: any) => { res.json({ ok: true }); };
export const requireToken = (req: any, res: any, next: any) => {
  if (req.get('authorization') !== process.env.TOKEN) { res.sendStatus(401); return; }
  next();
};
`;
  const app = (imports: string, uses: string, mark: string): string => `
import express from 'express';
import { ${imports} } from './handlers';
const app = express();
${uses}
app.listen(8080, '0.0.0.0');${mark}
`;
  test('what the app uses decides', () => exposed({
    'handlers.ts': handlers,
    'open.ts': app('answer, health', "app.get('/health', health);\napp.post('/answer', answer);", ' // <- unauthenticated-model-endpoint'),
    'guarded.ts': app('answer, requireToken', "app.use(requireToken);\napp.post('/answer', answer);", ''),
    'health.ts': app('health', "app.get('/health', health);", ''),
  }));
});

describe('DICOM listeners (TypeScript)', () => {
  const scp = (body: string, mark: string): string => `
import { Scp, Server } from 'dcmjs-dimse';
class Store extends Scp {
  associationRequested(association: any) {
    ${body}
    this.sendAssociationAccept();
  }
}
export function start() {
  const server = new Server(Store);
  server.listen(11112);${mark}
}
`;
  test('a provider that checks titles', () => exposed({
    'open.ts': scp('', ' // <- open-dicom-listener'),
    'closed.ts': scp("if (association.getCallingAeTitle() !== 'CT1') { this.sendAssociationReject(1, 1, 3); return; }", ''),
  }));
});
