import { functionEffects } from '../agents/capabilities.ts';
import type { Engine, MisuseHit } from '../dataflow/engine.ts';
import { importsOf } from '../dataflow/library/userRules.ts';
import { modelCalls } from '../dataflow/tools/modelCalls.ts';
import { handedTo } from '../dataflow/tools/handedTo.ts';
import type { Capability, Place } from '../base/words.ts';
import { hasOpenRoute, namesBehindCall } from './routes.ts';
import { ServedCode, type Served } from './served.ts';

/** What makes a service worth a sign-in even when no model is behind it. */
const HARM: ReadonlySet<Capability> = new Set<Capability>(['execute-code', 'execute-shell', 'clinical-write', 'delete', 'write-files', 'send-message', 'spend']);

/** Names of frameworks' and libraries' checks of who calls. */
const CHECKS = new Set([
  'HTTPBearer', 'HTTPBasic', 'HTTPDigest', 'APIKeyHeader', 'APIKeyQuery', 'APIKeyCookie', 'OAuth2PasswordBearer', 'OAuth2AuthorizationCodeBearer', 'OAuth2', 'OpenIdConnect', 'AuthenticationMiddleware',
  'login_required', 'jwt_required', 'verify_jwt_in_request', 'token_required', 'requires_auth', 'auth_required', 'HTTPTokenAuth', 'require_oauth', 'IsAuthenticated', 'permission_required', 'fastapi_users', 'FastAPIUsers', 'BasicAuthBackend',
  'UseGuards', 'AuthGuard', 'passport', 'expressjwt', 'expressJwt', 'basicAuth', 'bearerAuth', 'requiresAuth', 'requireAuth', 'clerkMiddleware', 'ClerkExpressRequireAuth', 'getServerSession', 'verifyIdToken', 'jwtVerify', 'requireBearerAuth',
  'BearerAuthProvider', 'JWTVerifier', 'compare_digest', 'timingSafeEqual', 'check_password_hash', 'verify_id_token', 'EnableWebSecurity', 'AddAuthentication', 'UseAuthentication', 'RequireAuthorization', 'Authorize', 'PreAuthorize',
  'setAuthenticator', 'BasicAuthenticator', 'BasicAuthHandler', 'JWTAuthHandler', 'OAuth2AuthHandler', 'APIKeyHandler', 'ConstraintSecurityHandler', 'RolesAllowed', 'Authenticated', 'Secured', 'SecurityFilterChain', 'AuthenticationSchemes', 'FixedTimeEquals',
]);
/** Packages whose names check who calls. */
const CHECKING_PACKAGES = /^(fastapi\.security|fastapi_users|flask_login|flask_httpauth|flask_jwt_extended|flask_basicauth|authlib|fastapi_azure_auth|fastapi_cloudauth|starlette_authlib|starlette\.authentication|django\.contrib\.auth|passport|express-jwt|express-basic-auth|express-oauth2-jwt-bearer|express-openid-connect|koa-jwt|koa-passport|@fastify\/(jwt|basic-auth|bearer-auth|auth)|hono\/(jwt|bearer-auth|basic-auth)|@clerk\/.*|next-auth|jsonwebtoken|jose|jwt|jwks-rsa|firebase-admin.*|@nestjs\/passport|@auth\/.*)$/;
/** What is said to whom is turned away without a status: on a socket, by an error. */
const TURNED_AWAY = /^(unauthori[sz]ed|forbidden|not authenticated|authentication (error|failed|required)|invalid (api[ _-]?)?(token|key))\b/i;
/** An answer that is written to a socket by hand, as on an upgrade to a web socket. */
const STATUS_LINE = /^HTTP\/1\.[01] 40[13]\b/;
/** Where somebody is sent to who has not signed in. */
const SIGN_IN = /^\/[\w/-]*(log-?in|sign-?in|auth)\b/i;
/** Words for credentials in names and constants of a function that turns callers away. */
const CREDENTIAL = /auth|token|api[-_ ]?key|secret|credential|password|bearer|session|signature|jwt|permission|access|[a-z\d][-_]key$/i;

/**
 * Services that listen on all interfaces and of which it matters: what they serve calls a model or changes something, and
 * nothing in it asks who calls.
 */
export function exposedServices(e: Engine, misuses: readonly MisuseHit[]): readonly MisuseHit[] {
  const code = new ServedCode(e.program);
  const calls = new Map<string, Place[]>();
  for (const place of modelCalls(e)) { const own = calls.get(place.file); if (own) own.push(place); else calls.set(place.file, [place]); }
  const starts = misuses.map(({ call }) => call);
  return misuses.filter(({ call }) => {
    const mod = e.program.modules.get(call.file);
    if (!mod) return true;
    const served = code.from(mod, call.start, starts);
    if (!served.some((x) => drives(e, code, x, calls))) return false;
    // A check counts for the routes that stand behind it.
    return !served.some(checksCaller) || (mod.ir.language === 'typescript' && hasOpenRoute(code, mod, call, { drives: (x) => drives(e, code, x, calls), checks: checksCaller }));
  });
}

/** Titles of the peers of an association, in the spellings of the toolkits. */
const TITLES = /^(getCall(ing|ed)AeTitle|Call(ing|ed)AE|call(ing|ed)_ae_title|getCall(ing|ed)AET|ae_title|AEHost|RemoteHost|primitive|requestor|callingAeTitle|calledAeTitle)$/;
/** How an association is turned away. */
const REJECTS = /^(sendAssociationReject|SendAssociationRejectAsync|SendAssociationReject|reject|send_reject|send_abort|abort|AAssociateRJ|RejectReason|DicomRejectReason)$/;

/** Status of a store that is refused because the peer may not (DICOM PS3.7, C.5.18). */
const NOT_AUTHORISED = 0x0124;

/** Listeners that take any peer: code that reads the titles of a peer and can turn it away is a check that the listener's arguments do not show. */
export function openListeners(e: Engine, misuses: readonly MisuseHit[]): readonly MisuseHit[] {
  const code = new ServedCode(e.program);
  return misuses.filter(({ call }) => {
    const mod = e.program.modules.get(call.file);
    // A listener that is made with a provider of its own answers by that, whatever others in the file do.
    if (!mod) return true;
    const provider = code.classesIn(mod, call) ?? code.classesNamed(mod, namesBehindCall(code, mod, call));
    const asks = ({ mentions }: Served): boolean => [...mentions.names].some((name) => TITLES.test(name));
    const refuses = ({ mentions }: Served): boolean => [...mentions.names].some((name) => REJECTS.test(name)) || mentions.numbers.has(NOT_AUTHORISED);
    // The class above may refuse by what a class decides.
    if (provider) return !(provider.some(asks) && provider.some(refuses));
    const handlers = handedTo(e, call);
    return !(handlers ? code.behind(handlers) : code.from(mod, call.start)).some((served) => asks(served) && refuses(served));
  });
}

/** Classes that answer requests over HTTP for a server of tools. */
const TRANSPORTS = ['StreamableHTTPServerTransport', 'SSEServerTransport', 'StreamableHTTPSessionManager', 'SseServerTransport'];

function drives(e: Engine, code: ServedCode, served: Served, calls: ReadonlyMap<string, readonly Place[]>): boolean {
  const { fn, mod } = served;
  const tool = e.toolOf(fn);
  // A tool that only computes is none that anybody could misuse.
  if (tool && (functionEffects(e, tool.fn).length > 0 || e.toolResults.of(tool.fn).length > 0)) return true;
  // A server of tools that is handed in is reached by its transport.
  if (fn.index !== 0 && TRANSPORTS.some((name) => served.mentions.names.has(name)) && [...e.tools.values()].some(({ kind }) => kind === 'mcp')) return true;
  // A server is served where it is made, whichever modules put tools on it.
  if (fn.index === 0 && offersOn(e, mod.file)) return true;
  const inner = mod.ir.functions.filter((other) => other && other !== fn && other.span.start >= fn.span.start && other.span.end <= fn.span.end && other.index > 0);
  const own = (place: Place): boolean => place.file === mod.file && place.start >= fn.span.start && place.end <= fn.span.end && !inner.some((other) => place.start >= other.span.start && place.end <= other.span.end);
  // A module's body runs once, before anybody can ask.
  if (fn.index !== 0 && (calls.get(mod.file) ?? []).some(own)) return true;
  if (fn.index !== 0 && (infers(mod, served.mentions.names) || infers(mod, bodyNames(code, mod)))) return true;
  return fn.index !== 0 && [...e.effectsOf.get(fn)?.values() ?? []].some((x) => HARM.has(x.capability) && own(x.place));
}

/** Whether a server of tools that a file's own code makes has one that does something or hands text on. */
const offersOn = (e: Engine, file: string): boolean => [...e.tools.values()].some((t) => t.kind === 'mcp' && t.on?.place?.file === file && (functionEffects(e, t.fn).length > 0 || e.toolResults.of(t.fn).length > 0));

/** A function that uses a library which runs models in the process: the call of such a model has no name of its own. */
function infers(mod: Served['mod'], names: ReadonlySet<string>): boolean {
  return mod.ir.imports.some((imp) => INFERENCE.test(imp.module) && [imp.module.split(/[./]/).at(-1) ?? '', imp.module.split(/[./]/)[0] ?? '', ...imp.names].some((name) => names.has(name)) && RUNS.some((name) => names.has(name)));
}
/** Names that a module's body mentions: a model that it loads is there for all of its functions. */
function bodyNames(code: ServedCode, mod: Served['mod']): ReadonlySet<string> {
  const fn = mod.ir.functions[0];
  return new Set(fn ? code.parts({ fn, mod }).flatMap(({ mentions }) => [...mentions.names]) : []);
}
const INFERENCE = /^(torch|monai|tensorflow|keras|onnxruntime|transformers|ultralytics|nnunet\w*|totalsegmentator|onnxruntime-node|onnxruntime-web|@tensorflow\/.*|@huggingface\/transformers|@xenova\/transformers)([./]|$)/i;
const RUNS = ['no_grad', 'inference_mode', 'predict', 'forward', 'generate', 'pipeline', 'InferenceSession', 'run', 'sliding_window_inference', 'infer', 'eval'];

/** A check of a library, or a function that answers 401 or 403 by what it reads of a credential. */
function checksCaller(served: Served): boolean {
  const { names, numbers, texts } = served.mentions;
  for (const name of names) if (CHECKS.has(name)) return true;
  // What is written on a class holds for all of its methods.
  if (served.mod.ir.classes[served.fn.classIndex]?.annotations.some(({ name }) => CHECKS.has(name.split('.').at(-1)!))) return true;
  for (const imp of served.mod.ir.imports) {
    if (!CHECKING_PACKAGES.test(imp.module)) continue;
    if (imp.names.length === 0 ? names.has(imp.module.split(/[./]/).at(-1) ?? '') : imp.names.some((name) => names.has(name))) return true;
    for (const [local, path] of importsOf(served.mod.ir)) if ((path === imp.module || path.startsWith(`${imp.module}.`)) && names.has(local)) return true;
  }
  const turnsAway = numbers.has(401) || numbers.has(403) || [...texts].some((text) => STATUS_LINE.test(text)) || [...names].some((name) => /^(HTTP_40[13]_\w+|HTTP(Unauthorized|Forbidden)(Error)?|UNAUTHORIZED|FORBIDDEN|NotAuthorized(Exception)?|PermissionDeniedException|Unauthorized(Exception|Error|Response|Result)?|Forbidden(Exception|Error|Response)?|ForbidResult|PermissionDenied)$/.test(name));
  // A page sends who is not known to where one signs in.
  if (names.has('redirect') && served.fn.index !== 0 && [...texts].some((text) => SIGN_IN.test(text))) return true;
  const says = [...texts].some((text) => TURNED_AWAY.test(text));
  return (turnsAway || says) && served.fn.index !== 0 && [...names, ...texts, served.fn.name, ...served.fn.params.map((p) => p.name)].some((text) => CREDENTIAL.test(text));
}
