import { describe, expect, it } from 'vitest';
import { grantsCamera } from '../../../../src/main/camera/camera-permission.ts';

const OWN = 'app://dmp-direct/camera/';
const ASKED = { permission: 'media', media: ['video'], address: OWN } as const;

describe('the camera is granted', () => {
  it('to the camera’s own page, in the demonstration too', () => {
    expect(grantsCamera(ASKED, OWN)).toBe(true);
    expect(grantsCamera({ ...ASKED, address: `${OWN}?demonstration` }, OWN)).toBe(true);
  });

  it.each([
    ['the microphone', { ...ASKED, media: ['audio'] }],
    ['camera and microphone together', { ...ASKED, media: ['video', 'audio'] }],
    ['a device whose kind is not known', { ...ASKED, media: ['unknown'] }],
    ['nothing in particular', { ...ASKED, media: [] }],
    ['the screen', { ...ASKED, permission: 'display-capture' }],
    ['a place on earth', { ...ASKED, permission: 'geolocation' }],
  ])('and never %s', (_, asked) => {
    expect(grantsCamera(asked, OWN)).toBe(false);
  });

  it.each([
    ['another window of ours', 'app://dmp-direct/launcher/'],
    ['the site', 'https://exemple.fr/app://dmp-direct/camera/'],
    ['a frame', null],
  ])('and never to %s', (_, address) => {
    expect(grantsCamera({ ...ASKED, address }, OWN)).toBe(false);
  });
});
