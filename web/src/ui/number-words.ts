const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve']

/** A count that begins a sentence: a word up to twelve, figures beyond. */
export function countFirst(value: number): string {
  return words[value] ?? String(value)
}
