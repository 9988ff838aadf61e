/** Enlarging the site's pages: the steps that a browser offers, between 50 % and 200 %. */

const STEPS = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200] as const;

export const ZOOM_DEFAULT = 100;
export const ZOOM_SMALLEST = STEPS[0];
export const ZOOM_LARGEST = 200;

export type ZoomChange = 'in' | 'out' | 'reset';

/** The percentage that follows a change; at either end it stays. */
export function nextZoom(percent: number, change: ZoomChange): number {
  switch (change) {
    case 'reset':
      return ZOOM_DEFAULT;
    case 'in':
      return STEPS.find((step) => step > percent) ?? ZOOM_LARGEST;
    case 'out':
      return STEPS.findLast((step) => step < percent) ?? ZOOM_SMALLEST;
  }
}
