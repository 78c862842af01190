import { Fragment } from 'react'

/** A path of files, broken after a slash where it does not fit. */
export function Path({ value }: { value: string }) {
  const parts = value.split(/(?<=\/)/)
  return (
    <code>
      {parts.map((part, index) => (
        <Fragment key={parts.slice(0, index + 1).join('')}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
