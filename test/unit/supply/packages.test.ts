import { describe, expect, it } from 'vitest';
import { debControl, readFpmArguments, rpmSpec } from '../../../scripts/fpm-local.mjs';
import { isSigned, signatureArguments, targetsOf } from '../../../scripts/package.mjs';

describe('what a package is made for', () => {
  it('is read from electron-builder’s own arguments', () => {
    expect(targetsOf(['--win', 'nsis', 'msi', '--x64', '--arm64'])).toEqual({
      platforms: ['win32'],
      arches: ['x64', 'arm64'],
    });
    expect(targetsOf([])).toEqual({ platforms: [process.platform], arches: [process.arch] });
  });

  it.each([
    ['win32', {}, false],
    ['win32', { CSC_LINK: 'cert.p12' }, true],
    ['win32', { WIN_CSC_LINK: 'cert.p12' }, true],
    ['win32', { AZURE_TENANT_ID: 'tenant', CSC_NAME: 'name' }, false],
    ['darwin', { CSC_LINK: 'cert.p12' }, false],
    ['darwin', { CSC_LINK: 'cert.p12', APPLE_API_KEY: 'key.p8' }, true],
    ['linux', { CSC_LINK: 'cert.p12' }, false],
    ['linux', { DMP_DIRECT_UPDATE_KEY: 'pem' }, true],
    ['linux', { DMP_DIRECT_UPDATE_KEY: '' }, false],
  ])('%s with %j is signed: %s', (platform, env, signed) => {
    expect(isSigned({ platforms: [platform] }, env)).toBe(signed);
  });
});

it('a macOS package without keys is signed by nobody, rather than not at all', () => {
  expect(signatureArguments({ platforms: ['darwin'] }, {})).toEqual(['-c.mac.identity=-']);
  expect(signatureArguments({ platforms: ['darwin'] }, { CSC_LINK: 'cert.p12' })).toEqual([]);
  expect(signatureArguments({ platforms: ['win32'] }, {})).toEqual([]);
});

it('a package that says it is signed is not made when a file of it is not', () => {
  const force = ['-c.forceCodeSigning=true'];
  expect(signatureArguments({ platforms: ['win32'] }, { CSC_LINK: 'cert.p12' })).toEqual(force);
  const apple = { CSC_LINK: 'cert.p12', APPLE_API_KEY: 'key.p8' };
  expect(signatureArguments({ platforms: ['darwin'] }, apple)).toEqual(force);
  expect(signatureArguments({ platforms: ['win32', 'darwin'] }, { CSC_LINK: 'cert.p12' })).toEqual([]);
});

describe('deb and rpm without fpm', () => {
  const { options, files } = readFpmArguments([
    '-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--name', 'dmp-direct',
    '--version', '1.0.0~test', '--architecture', 'amd64', '--description', 'Lanceur\n Ouvre la page.', '--a=b',
    'build/x.desktop=/etc/x.desktop',
  ]); // prettier-ignore

  it('understand what electron-builder asks', () => {
    expect(options['-d']).toEqual(['libgtk-3-0', 'libnss3']);
    expect(options['--a']).toEqual(['b']);
    expect(files).toEqual([['build/x.desktop', '/etc/x.desktop']]);
    expect(() => readFpmArguments(['--name', 'a', '--name', 'b'])).toThrow(/twice/);
  });

  it('describe the package for Debian and Ubuntu, old names and new ones', () => {
    const control = debControl(options, 42);
    expect(control).toContain('Package: dmp-direct\nVersion: 1.0.0~test\n');
    expect(control).toContain('Depends: libgtk-3-0t64 | libgtk-3-0, libnss3\n');
    expect(control).toMatch(/Description: Lanceur\n Ouvre la page\.\n$/);
  });

  it('own our folders and not the system’s, and quote what RPM would expand', () => {
    const tree = [
      { path: '/etc', kind: 'folder' },
      { path: '/opt/DMPDirect', kind: 'folder' },
      { path: '/opt/DMPDirect/100%', kind: 'file' },
      { path: '/etc/xdg/autostart/dmp-direct.desktop', kind: 'file' },
      { path: '/usr/share/icons/hicolor/512x512', kind: 'folder' },
      { path: '/usr/share/icons/hicolor/1024x1024', kind: 'folder' },
    ];
    const spec = rpmSpec({ ...options, '--rpm-tag': ['Recommends: pcsc-lite'] }, tree, {
      before: 'echo coming',
      install: 'echo 50%',
      leave: 'echo going',
      remove: 'true',
    });
    expect(spec).toContain('%dir "/opt/DMPDirect"\n"/opt/DMPDirect/100%%"\n');
    expect(spec).toContain('%config(noreplace) "/etc/xdg/autostart/dmp-direct.desktop"\n');
    expect(spec).not.toContain('"/etc"');
    // Left behind empty otherwise; the others are the theme's.
    expect(spec).toContain('%dir "/usr/share/icons/hicolor/1024x1024"\n');
    expect(spec).not.toContain('"/usr/share/icons/hicolor/512x512"');
    expect(spec).toContain('\nRecommends: pcsc-lite\n');
    expect(spec).toContain('%pre -p /bin/bash\necho coming\n');
    expect(spec).toContain('echo 50%%');
    expect(spec).toContain('%preun -p /bin/bash\necho going\n');
  });
});
