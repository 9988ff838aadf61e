import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  checkConfiguration,
  type Configuration,
  type ConfigurationFile,
} from '../../domain/settings/configuration.ts';
import { failure } from '../../domain/failures/index.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { readJson } from '../../system/json.ts';
import { codeOf } from '../../system/error-code.ts';

/** Largest file that is read: a configuration is a page of text. */
const MAX_BYTES = 256 * 1024;

/**
 * Reads the configuration file named on the command line and checks its keys; without one nothing is set.
 * Whether its values go together is known only with the other layers (settings/store.ts).
 */
export async function readConfigurationFile(file: string | null): Promise<Result<ConfigurationFile>> {
  if (file === null) return success({});
  const text = await readText(file);
  if (!text.ok) return text;
  const json = readJson(text.value);
  return json === undefined
    ? failed(failure('CONFIG-ILLISIBLE', { file, reason: FILE_REASONS.notJson }))
    : checkConfiguration(json);
}

/** Reads the authorities of `webPs.trustedCaFile` (PEM, one or more certificates). */
export async function loadAuthorities({ webPs }: Configuration): Promise<Result<readonly X509Certificate[]>> {
  const file = webPs.trustedCaFile;
  if (file === null) return success([]);
  const text = await readText(file);
  if (!text.ok) return text;
  const blocks = text.value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    const authorities = blocks.map((block) => new X509Certificate(block));
    if (authorities.length > 0) return success(authorities);
  } catch {
    // Told below in the same words as a file without a certificate.
  }
  return failed(failure('CONFIG-ILLISIBLE', { file, reason: FILE_REASONS.noCertificate }));
}

async function readText(file: string): Promise<Result<string>> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MAX_BYTES)
      return failed(failure('CONFIG-ILLISIBLE', { file, reason: 'fichier trop grand' }));
    return success(bytes.toString('utf8'));
  } catch (error) {
    return failed(failure('CONFIG-ILLISIBLE', { file, reason: readReason(error) }));
  }
}

function readReason(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return FILE_REASONS.absent;
    case 'EACCES':
    case 'EPERM':
      return FILE_REASONS.accessRefused;
    case 'EISDIR':
      return FILE_REASONS.folder;
    default:
      return FILE_REASONS.unreadable;
  }
}
