import { Component, type ReactNode } from 'react'
import { ErrorBox } from './Box.tsx'
import { uiWords } from './ui-words.ts'

interface Props {
  children: ReactNode
  height?: number
}

/** One per card: a part that fails leaves the others standing. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <ErrorBox
        title={uiWords.pageBroke}
        why={uiWords.pageBrokeWhy}
        verb={uiWords.drawAgain}
        onAgain={() => this.setState({ failed: false })}
        {...(this.props.height === undefined ? {} : { height: this.props.height })}
      />
    )
  }
}
