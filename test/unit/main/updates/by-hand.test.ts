import { expect, it } from 'vitest';
import { installByHand } from '../../../../src/main/updates/by-hand.ts';

it.each([
  ['/tmp/maj-1/dmp-direct.deb', 'sudo apt install /tmp/maj-1/dmp-direct.deb'],
  ['/tmp/maj-1/dmp-direct.rpm', 'sudo rpm --upgrade /tmp/maj-1/dmp-direct.rpm'],
  ["/tmp/l'été $x/dmp-direct.deb", String.raw`sudo apt install '/tmp/l'\''été $x/dmp-direct.deb'`],
])('%s is installed by a command that a terminal takes as it is', (file, command) => {
  expect(installByHand(file)).toEqual({ code: 'MAJ-A-INSTALLER', detail: { file, command } });
});

it.each(['/tmp/dmp-direct.AppImage', 'C:\\dmp-direct-setup.exe'])('%s needs no administrator', (file) => {
  expect(installByHand(file)).toBeNull();
});
