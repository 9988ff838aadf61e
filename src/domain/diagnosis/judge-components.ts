/** SrvSVCNAM and DiagAM: their manifests, and whether they answer. */
import type { Check, CheckWriter } from './check.ts';
import { defineControl } from './control.ts';
import type { ComponentFact } from './facts.ts';
import { COMPONENT_CHECKS } from '../texts/fr/checks.ts';

export const COMPONENT_CONTROLS = [
  defineControl({
    id: 'components',
    section: 'srvsvcnam',
    title: COMPONENT_CHECKS.title,
    needs: ['components'],
    judge: ({ components }, write) => components.map((fact) => judgeComponent(fact, write)),
  }),
];

function judgeComponent({ component, manifests, answer }: ComponentFact, write: CheckWriter): Check {
  const id = component.toLowerCase();
  if (answer.ok) {
    const declared = manifests.filter((state) => state === 'usable').length;
    return write.good(
      id,
      component === 'DiagAM' ? 'DIAGAM-OK' : 'SRVSVCNAM-OK',
      COMPONENT_CHECKS.answers(component, answer.version, declared),
    );
  }
  const { code } = answer.failure;
  const found = COMPONENT_CHECKS.fault(component, code);
  // The process that asks is ours, and the component runs in another: its end says nothing of the component.
  if (code.startsWith('PROCESSUS-')) return write.unknown(id, answer.failure, component);
  // The site has its own search without it, and DiagAM is only one more way to diagnose.
  if (code === 'SRVSVCNAM-ABSENT')
    return (component === 'DiagAM' ? write.unknown : write.watch)(id, answer.failure, found);
  return write.fix(id, answer.failure, found);
}
