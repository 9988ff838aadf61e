/**
 * What the engine asks us of a session: may this request leave, is this server trusted, may this page have that. Each
 * of our answers may fail, and is a refusal then. A lint rule (scripts/lint/listeners.mjs) keeps the engine's own ways
 * of asking in here.
 */
import type {
  OnBeforeRequestListenerDetails,
  PermissionCheckHandlerHandlerDetails,
  Request,
  Session,
  WebContents,
} from 'electron';
import { guarded } from '../../system/guarded.ts';

/** The engine's number for a certificate that is not trusted. */
const NOT_TRUSTED = -2;
const FAILED = 500;

/** Lets out of the session only what `lets` says yes to. */
export function letOut(own: Session, lets: (details: OnBeforeRequestListenerDetails) => boolean): void {
  own.webRequest.onBeforeRequest(
    guarded(
      (details, answer) => {
        answer({ cancel: !lets(details) });
      },
      (_details, answer) => {
        answer({ cancel: true });
      },
    ),
  );
}

/** Trusts servers as `decide` says: 0 for yes, the engine's own numbers for no and for « as you would ». */
export function trustServers(own: Session, decide: (request: Request) => number): void {
  own.setCertificateVerifyProc(
    guarded(
      (request, answer) => {
        answer(decide(request));
      },
      (_request, answer) => {
        answer(NOT_TRUSTED);
      },
    ),
  );
}

type RequestDetails = Parameters<Parameters<Session['setPermissionRequestHandler']>[0] & object>[3];

/** Who says what a session's pages may have: when they ask for it, and when the engine asks by itself. */
export interface Grants {
  readonly asked: (contents: WebContents | null, permission: string, details: RequestDetails) => boolean;
  readonly checked: (
    contents: WebContents | null,
    permission: string,
    origin: string,
    details: PermissionCheckHandlerHandlerDetails,
  ) => boolean;
}

const NOTHING: Grants = { asked: () => false, checked: () => false };

/** Gives a session's pages what `grants` says; without it nothing. */
export function grant(own: Session, { asked, checked }: Grants = NOTHING): void {
  own.setPermissionRequestHandler(
    guarded(
      (contents, permission, answer, details) => {
        answer(asked(contents, permission, details));
      },
      (_contents, _permission, answer) => {
        answer(false);
      },
    ),
  );
  own.setPermissionCheckHandler(guarded(checked, () => false));
}

/** Serves the addresses of a scheme of ours. */
export function serveScheme(
  own: Session,
  scheme: string,
  serve: (request: GlobalRequest) => Response | Promise<Response>,
): void {
  own.protocol.handle(
    scheme,
    guarded(serve, () => new Response(null, { status: FAILED })),
  );
}

type GlobalRequest = Parameters<Parameters<Session['protocol']['handle']>[1]>[0];
