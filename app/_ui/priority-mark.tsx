import type { Priority } from '#core/alert';

const shapes: Readonly<Record<Priority, React.ReactElement>> = {
  1: <rect x="1.5" y="1.5" width="9" height="9" fill="currentColor" />,
  2: <path d="M6 .8 11.6 11H.4z" fill="currentColor" />,
  3: <path d="M6 .4 11.6 6 6 11.6.4 6z" fill="currentColor" />,
  4: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};

/** The shape and colour of a priority; the word stands beside it, or in the name of what it is part of. */
export function PriorityMark({
  priority,
  size = 12,
}: {
  readonly priority: Priority;
  readonly size?: number;
}) {
  return (
    <svg
      aria-hidden="true"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 12 12"
      style={{ color: `var(--p${priority})`, flex: 'none' }}
    >
      {shapes[priority]}
    </svg>
  );
}
