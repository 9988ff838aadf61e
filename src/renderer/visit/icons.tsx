import type { JSX } from 'preact';

/** A page with a folded corner, of the family in shared/icons.tsx. */
export function DocumentIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5Z" />
      <path d="M13.5 3.5v5h5" />
      <path d="M9 13h6M9 16.5h4" />
    </svg>
  );
}

/** An eye that is shut. */
export function HiddenIcon(): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3.5 9.5c2.2 3.2 5 4.8 8.5 4.8s6.3-1.6 8.5-4.8" />
      <path d="m6.2 12.6-1.7 2.4M10 14.2l-.6 2.9M14 14.2l.6 2.9M17.8 12.6l1.7 2.4" />
    </svg>
  );
}
