/** What was found at intake: what is missing and was asked for, and what was noted (B2, B3). */
import type { TicketView } from '../../../src/http/wire.ts'
import { SideSection } from './side-section.tsx'

const verdictWords = { note: 'Noted', ask: 'Asked for', hold: 'Held', refuse: 'Refused' } as const

export const Findings = ({ findings, title }: { findings: TicketView['findings']; title: string }) =>
  findings.length === 0 ? null : (
    <SideSection title={title}>
      <ul className="flex flex-col gap-1.5 text-note">
        {findings.map((finding) => (
          <li key={`${finding.rule}/${finding.field ?? ''}/${finding.message}`}>
            <span className={finding.verdict === 'note' ? 'text-muted' : 'font-semibold text-soon'}>
              {verdictWords[finding.verdict]}:
            </span>{' '}
            {finding.message}
          </li>
        ))}
      </ul>
    </SideSection>
  )
