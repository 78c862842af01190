/** The product's own mark: a watcher outside the ring of what it watches. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M9.7 3.2a9.1 9.1 0 1 0 11.2 11" strokeWidth="2.4" />
      <path d="M7.7 12.4a4.5 4.5 0 0 0 8.6 1.4" strokeWidth="2.2" />
      <circle cx="17.3" cy="6.7" r="2.4" fill="currentColor" stroke="none" />
    </svg>
  )
}
