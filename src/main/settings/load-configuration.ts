import { X509Certificate } from 'node:crypto';
import {
  checkConfiguration,
  type Configuration,
  type ConfigurationFile,
} from '../../domain/settings/configuration.ts';
import { failure } from '../../domain/failures/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { readJson } from '../../system/json.ts';
import { readSmallFile } from '../../system/small-file.ts';

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
  const found = await readSmallFile(file);
  if (found.kind === 'text') return success(found.text);
  const reason = found.kind === 'absent' ? FILE_REASONS.absent : found.reason;
  return failed(failure('CONFIG-ILLISIBLE', { file, reason }));
}
