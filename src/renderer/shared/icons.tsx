import type { ComponentChildren, JSX } from 'preact';

/** One family: a 24-unit square, strokes of 1.75 px, round ends. All are drawn beside their word and hidden from readers. */
function Icon({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export function AttentionIcon(): JSX.Element {
  return (
    <Icon>
      <path d="M12 4.2 3.4 19a1.1 1.1 0 0 0 1 1.7h15.2a1.1 1.1 0 0 0 1-1.7Z" />
      <path d="M12 10v4.6" />
      <path d="M12 17.6v.1" />
    </Icon>
  );
}

export function StopIcon(): JSX.Element {
  return (
    <Icon>
      <path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3Z" />
      <path d="M12 7.8v5" />
      <path d="M12 16.1v.1" />
    </Icon>
  );
}

export function CheckIcon(): JSX.Element {
  return (
    <Icon>
      <path d="m5 12.6 4.6 4.6L19 7.4" />
    </Icon>
  );
}

export function InfoIcon(): JSX.Element {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.6" />
      <path d="M12 11v5.2" />
      <path d="M12 7.8v.1" />
    </Icon>
  );
}

export function CloseIcon(): JSX.Element {
  return (
    <Icon>
      <path d="m6.5 6.5 11 11" />
      <path d="m17.5 6.5-11 11" />
    </Icon>
  );
}

export function ForwardIcon(): JSX.Element {
  return (
    <Icon>
      <path d="M4.5 12H19" />
      <path d="m14 7 5 5-5 5" />
    </Icon>
  );
}

export function RecordIcon(): JSX.Element {
  return (
    <Icon>
      <path d="M4 7.2A1.7 1.7 0 0 1 5.7 5.5h3.7l2 2.3h6.9A1.7 1.7 0 0 1 20 9.5v7.3a1.7 1.7 0 0 1-1.7 1.7H5.7A1.7 1.7 0 0 1 4 16.8Z" />
    </Icon>
  );
}

export function PhoneIcon(): JSX.Element {
  return (
    <Icon>
      <rect x="7" y="3" width="10" height="18" rx="2.2" />
      <path d="M10.8 17.8h2.4" />
    </Icon>
  );
}

/** A chip card. */
export function CardIcon(): JSX.Element {
  return (
    <Icon>
      <rect x="3" y="5.5" width="18" height="13" rx="2.2" />
      <rect x="6.2" y="9.2" width="4.6" height="3.8" rx="0.9" />
      <path d="M14 10h4M14 13.4h2.6" />
    </Icon>
  );
}

export function PersonIcon(): JSX.Element {
  return (
    <Icon>
      <circle cx="12" cy="8" r="3.6" />
      <path d="M5 20c.6-3.8 3.3-5.8 7-5.8s6.4 2 7 5.8" />
    </Icon>
  );
}

export function NumberIcon(): JSX.Element {
  return (
    <Icon>
      <path d="M5 9h14M5 15h14M10 4 8.4 20M15.6 4 14 20" />
    </Icon>
  );
}

/** The program's own mark. */
export function Mark(): JSX.Element {
  return (
    <svg class="mark" viewBox="0 0 38 28" width="25" height="18" aria-hidden="true" focusable="false">
      <rect class="mark-card" width="38" height="28" rx="7" />
      <path class="mark-cross" d="M19 7v14M12 14h14" />
    </svg>
  );
}

export function LockIcon(): JSX.Element {
  return (
    <Icon>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2" />
      <path d="M8.2 10.5V8a3.8 3.8 0 0 1 7.6 0v2.5" />
    </Icon>
  );
}
