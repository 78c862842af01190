import { Copy } from 'lucide-react'
import { Age } from '../../src/ui/Age.tsx'
import { EmptyBox, ErrorBox, LoadingBox } from '../../src/ui/Box.tsx'
import { Button } from '../../src/ui/Button.tsx'
import { CopyCommand } from '../../src/ui/CopyCommand.tsx'
import { Countdown } from '../../src/ui/Countdown.tsx'
import { Evidence } from '../../src/ui/Evidence.tsx'
import { Field } from '../../src/ui/Field.tsx'
import { FixCard } from '../../src/ui/FixCard.tsx'
import { Mark } from '../../src/ui/Mark.tsx'
import { Section } from '../../src/ui/Section.tsx'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import { now } from '../fixtures.ts'

const nothing = () => {}

export function PartsScene() {
  return (
    <main style={{ display: 'grid', gap: 28, padding: 32, maxWidth: 1160 }}>
      <StatusSentence
        mark="look"
        tone="warn"
        verdict="MoltBot answers, but Telegram is silent."
        cause="Its last message came back 19 min ago."
        follows="Other parts keep working."
      />
      <Section title="Actions">
        <p style={{ display: 'flex', gap: 8, padding: '12px 0', flexWrap: 'wrap' }}>
          <Button look="primary">Restart</Button>
          <Button look="primary" busy>
            Signing
          </Button>
          <Button look="primary" notYet="Type the name first.">
            Sign
          </Button>
          <Button look="quiet">Deny</Button>
          <Button>Rehearse</Button>
          <Button icon={<Copy size={16} strokeWidth={1.75} />}>Copy</Button>
          <Button notYet="A backup is needed first.">Restore</Button>
        </p>
      </Section>
      <Section title="Marks and ages" aside={<Age at={now - 4000} now={now} />}>
        <p style={{ display: 'flex', gap: 16, padding: '12px 0', alignItems: 'center' }}>
          {(['fine', 'look', 'broken', 'unknown', 'busy', 'info'] as const).map((kind) => (
            <Mark key={kind} kind={kind} />
          ))}
          {(['fine', 'look', 'broken', 'unknown', 'busy', 'info'] as const).map((kind) => (
            <Mark key={kind} kind={kind} size={28} />
          ))}
          <Age at={now - 960_000} now={now} stale />
          <Age at={null} now={now} />
        </p>
      </Section>
      <FixCard
        title="Go back to 2026.9.5 as it was at 01:30"
        takes="about 40 s, then MoltBot answers again"
        does="Brings back code, config and state together (generation 41), starts it, checks it as a client would."
        because="State is already at schema 18, and 2026.9.5 alone refuses that."
        lost={
          <>
            <strong>22 minutes of state:</strong> 3 chat turns, 1 cron run.
          </>
        }
        undoneBy="Generation 42 is kept for 30 days, so you can return to how it is now."
        review={{ label: 'Review and approve', onClick: nothing }}
        others={{ label: 'Two other ways', onClick: nothing }}
      />
      <Evidence
        items={[
          {
            label: 'E1',
            statement: 'Refused at every start',
            quote: 'channels.telegram: Unrecognized key: "streamMode"',
          },
        ]}
      />
      <div style={{ display: 'grid', gap: 24, gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))' }}>
        <EmptyBox title="No alerts yet">You are told when a rule fires. Four rules watch.</EmptyBox>
        <LoadingBox what="metrics" since={now - 2000} />
        <ErrorBox title="No reading" why="The metrics file could not be opened: permission denied." onAgain={nothing} />
      </div>
      <div style={{ maxWidth: 400, display: 'grid', gap: 16 }}>
        <CopyCommand large command="npx moltbot-ops pair approve K7QX-M2HD" />
        <Countdown startedAt={now - 80_000} endsAt={now + 521_000} />
        <Countdown startedAt={now - 580_000} endsAt={now + 21_000} />
        <Field label="Name of this device" help="It is shown in the list of devices." />
        <Field label="Passphrase" type="password" problem="It needs 8 characters or more." />
      </div>
    </main>
  )
}
