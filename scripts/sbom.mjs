/**
 * Writes the bill of materials of what is shipped (CycloneDX 1.5, JSON): the packages of the lock file, and Electron,
 * which no lock file knows as a part of the product. The same inputs give the same bytes: no date, no random number.
 *
 *   node scripts/sbom.mjs FILE
 */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockedPackages } from './lib/shipped-packages.mjs';
import { ROOT } from './lib/paths.mjs';
import { runScript } from './lib/refusal.mjs';

/**
 * @param {{ version: string, electron: string, systems?: readonly string[] }} product `systems` as `linux-x64`: those
 *   whose binaries are packed; all by default
 * @returns {Promise<object>}
 */
export async function makeSbom({ version, electron, systems }) {
  const description = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const packages = (await lockedPackages()).filter(({ shipped, name }) => shipped && isFor(name, systems));
  const components = [
    component({ name: 'electron', version: electron, licence: 'MIT' }),
    ...packages.map(component),
  ];
  const unique = [...new Map(components.map((each) => [each['bom-ref'], each])).values()];
  const content = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        'bom-ref': `dmp-direct@${version}`,
        type: 'application',
        name: 'dmp-direct',
        version,
        description: description.description,
        licenses: licences(description.license),
        purl: `pkg:generic/dmp-direct@${version}`,
      },
    },
    components: unique,
    dependencies: [{ ref: `dmp-direct@${version}`, dependsOn: unique.map((each) => each['bom-ref']) }],
  };
  return { ...content, serialNumber: serialNumber(JSON.stringify(content)) };
}

/**
 * @param {string} name
 * @param {readonly string[] | undefined} systems
 */
function isFor(name, systems) {
  const system = /^@koromix\/koffi-(.+)$/.exec(name)?.[1];
  return system === undefined || systems === undefined || systems.includes(system);
}

/** @param {{ name: string, version: string, licence: string, integrity?: string | undefined, optional?: boolean }} part */
function component({ name, version, licence, integrity, optional }) {
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1];
  return {
    'bom-ref': `${name}@${version}`,
    type: name === 'electron' ? 'framework' : 'library',
    name,
    version,
    scope: optional ? 'optional' : 'required',
    licenses: licences(licence),
    purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    ...(hash === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
  };
}

/** @param {string} expression */
function licences(expression) {
  if (expression === 'UNLICENSED' || expression === 'unknown') return [{ license: { name: expression } }];
  return /\s/.test(expression) ? [{ expression }] : [{ license: { id: expression } }];
}

/** @param {string} text */
function serialNumber(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  // Laid out as a UUID made from a name (version 8: anything the maker likes).
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}

/**
 * @param {string} file
 * @param {{ version: string, electron: string, systems?: readonly string[] }} product
 */
export async function writeSbom(file, product) {
  await writeFile(file, `${JSON.stringify(await makeSbom(product), null, 2)}\n`);
}

if (process.argv[1] === import.meta.filename)
  await runScript(async () => {
    const { version, devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    await writeSbom(process.argv[2] ?? 'sbom.cdx.json', { version, electron: devDependencies.electron });
  });
