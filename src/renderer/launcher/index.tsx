import { DRAWN } from '../../borders/windows/page.ts';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import { bridgeOf } from '../shared/bridge.ts';
import { mountFitted } from '../shared/mount.tsx';
import { Launcher } from './launcher.tsx';
import './launcher.css';

mountFitted<'launcher'>(Launcher, interfaceTexts.launcher.title);
tellDrawn();

/** Says once that the first state is on the screen: the start goes on behind it. A hidden window has no frames. */
function tellDrawn(): void {
  const bridge = bridgeOf<'launcher'>();
  let told = false;
  bridge.onState(() => {
    if (told) return;
    told = true;
    requestAnimationFrame(() => {
      // Behind the frame, not before it.
      setTimeout(() => {
        bridge.send(DRAWN, {});
      });
    });
  });
}
