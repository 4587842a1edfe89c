const paths = {
  enlarge: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  reduce: 'M6 2v4H2M10 2v4h4M14 10h-4v4M6 14v-4H2',
  focus: 'M2.5 3.5h11v9h-11zM5 6h6v4H5z',
  grid: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.8 10.8 14 14',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  list: 'M2 4h12M2 8h12M2 12h12',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  eyeOff:
    'M3 3l10 10M6.5 4A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5s-.7 1.3-2 2.5M4.3 5C2.5 6.2 1.5 8 1.5 8S4 12.5 8 12.5c.8 0 1.5-.2 2.2-.4',
  alert: 'M8 2 15 14H1zM8 6.5v3.5M8 11.8v.4',
  ptz: 'M8 1.8v12.4M1.8 8h12.4M6.2 3.6 8 1.8l1.8 1.8M6.2 12.4 8 14.2l1.8-1.8M3.6 6.2 1.8 8l1.8 1.8M12.4 6.2 14.2 8l-1.8 1.8',
  sound: 'M2.5 6H5l3.5-3v10L5 10H2.5zM10.5 6a2.8 2.8 0 0 1 0 4M12.3 4.2a5.4 5.4 0 0 1 0 7.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  bookmark: 'M4 2.5h8v11L8 10.5l-4 3z',
  upload: 'M8 10.5V2.5M4.8 5.5 8 2.5l3.2 3M2.5 10.5v3h11v-3',
  download: 'M8 2.5v8M4.8 7.5 8 10.5l3.2-3M2.5 10.5v3h11v-3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
} as const;

export type IconName = keyof typeof paths;

/** A line icon in the colour of the text around it. It says nothing to screen readers: its button has the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
