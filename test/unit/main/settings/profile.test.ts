import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { profileProblem } from '../../../../src/main/settings/profile.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dmp-profile-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

it('finds nothing wrong with a directory that can be written, and makes one that is missing', async () => {
  expect(await profileProblem(directory)).toBeNull();
  expect(await profileProblem(join(directory, 'not', 'there'))).toBeNull();
});

it('says that a directory which cannot be made cannot be used', async () => {
  await writeFile(join(directory, 'file'), '');
  const problem = await profileProblem(join(directory, 'file', 'profile'));
  expect(problem?.code).toBe('PROFIL-NON-INSCRIPTIBLE');
});
