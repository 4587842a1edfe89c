/** The beacon tower; its name stands beside it, so it has none of its own. */
export function BrandMark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
    >
      <path d="M3 18V9h3V6h8v3h3v9M3 12h14M8 18v-4h4v4M10 4V1.5" />
    </svg>
  );
}
