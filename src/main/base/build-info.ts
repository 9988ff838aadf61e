import { version as VERSION } from '../../../package.json';
import { PROGRAM_REASONS } from '../../domain/texts/fr/reasons.ts';

/** What the build says of itself. Replaced by scripts/build.mjs when a package is made; nothing else can set it. */
declare const __DMP_DIRECT_BUILD__: BuildInfo | undefined;

export interface BuildInfo {
  /** `test`: made on a runtime that must not be distributed, and keeps the debugging switch that tests attach to. */
  readonly kind: 'development' | 'test' | 'distribution';
  /** Signed by the publisher, as far as the system signs programs. */
  readonly signed: boolean;
  /** Ed25519 public key (SPKI, PEM) of the publisher's updates; null: updates cannot be checked, so none is looked for. */
  readonly updateKey: string | null;
}

export const BUILD: BuildInfo =
  typeof __DMP_DIRECT_BUILD__ === 'undefined'
    ? { kind: 'development', signed: false, updateKey: null }
    : __DMP_DIRECT_BUILD__;

/**
 * `0.1.0 (test, non distribuable ; non signé)`: what « À propos » and the log say. Not Electron's `app.getVersion()`,
 * which knows it only where it was given the package’s folder: the demonstration is a file. A package has one of its own.
 */
export function versionLabel(version: string = VERSION, build: BuildInfo = BUILD): string {
  const remarks = [
    ...(build.kind === 'test' ? [PROGRAM_REASONS.forTest] : []),
    ...(build.kind === 'development' ? [PROGRAM_REASONS.development] : []),
    ...(build.signed ? [] : [PROGRAM_REASONS.unsigned]),
  ];
  return remarks.length === 0 ? version : `${version} (${remarks.join(' ; ')})`;
}
