/** A CSV file is tried first, then read in; every wrong row is told of with its line, column and reason. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportReportView } from '../../../src/http/wire-registry.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { fieldsOf } from '../../shared/actions.ts'
import { newKey, sendFile } from '../../shared/api.ts'
import { api } from '../../shared/paths.ts'
import { registryChanged } from '../../shared/registry/queries.ts'
import { Button } from '../../shared/ui/button.tsx'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Field, controlClass } from '../../shared/ui/field.tsx'
import { Notice } from '../../shared/ui/notice.tsx'
import { toast } from '../../shared/ui/toast.tsx'
import { sayCount } from '../../shared/words.ts'

const kinds = [
  {
    value: 'partners',
    label: 'Partners',
    columns:
      'name, tier, country; external_ref, state, account_manager, point_of_contact, domains, contract_from, contract_to, contract_reference, reason',
  },
  { value: 'contacts', label: 'Contacts', columns: 'email, name; partner, zone, active' },
  { value: 'customers', label: 'Customers', columns: 'partner, name; domain, super_admin_email' },
  {
    value: 'subscriptions',
    label: 'Subscriptions',
    columns: 'subscription_id, status, email_id; every other column of the store’s export, licences, payer, partner',
  },
  { value: 'training', label: 'Training', columns: 'contact, product, completed_on; certificate' },
  {
    value: 'scores',
    label: 'Scores',
    columns:
      'partner and each category of the score; year, region (‘global’ for the home region), revenue_usd, certified, implementations',
  },
  {
    value: 'reviews',
    label: 'Reviews',
    columns:
      'partner, rating, text, author, written_on, source, source_id; title, author_email, customer, product, language',
  },
] as const
type Kind = (typeof kinds)[number]['value']

const shown = 50

export function ImportDialog({ kind: first = 'partners', onClose }: { kind?: Kind; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>(first)
  const [file, setFile] = useState<File | null>(null)
  const { mutate, data, error, isPending, reset } = useMutation({
    mutationFn: (dryRun: boolean) =>
      sendFile<ImportReportView>(`${api.imports(kind)}${dryRun ? '?dryRun=true' : ''}`, file!, newKey()),
    onSuccess: (report) => {
      if (report.dryRun) return
      registryChanged()
      toast.done(`${sayCount(report.inserted, 'row')} new, ${report.updated} changed.`)
    },
  })
  const fields = fieldsOf(error)
  const wrong = Object.entries(fields)
  const tried = data?.dryRun === true && !isPending
  const because = file === null ? 'Choose a file.' : null
  return (
    <Dialog
      title="Import"
      description="Right rows come in, wrong ones are told of. The same file again changes nothing."
      onClose={onClose}
      width="wide"
    >
      <ActForm
        label={tried ? 'Read it in' : 'Try it first'}
        busy={isPending}
        error={wrong.length > 0 ? null : error}
        shows={[]}
        because={data?.dryRun === false ? 'It is read in.' : because}
        onSubmit={() => mutate(!tried)}
        onClose={onClose}
      >
        <Choices
          label="What is in it"
          options={kinds}
          value={kind}
          onChange={(next) => {
            setKind(next)
            reset()
          }}
        />
        <Field
          label="CSV file"
          hint={`Columns, in any order: ${kinds.find((each) => each.value === kind)?.columns}. The first ones are needed.`}
        >
          <input
            type="file"
            accept=".csv,text/csv"
            aria-label="CSV file"
            className={controlClass}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null)
              reset()
            }}
          />
        </Field>
        {wrong.length === 0 ? null : (
          <Notice tone="broken" title="Nothing of it can be read" alert>
            {wrong.map(([field, message]) => (
              <p key={field}>{message}</p>
            ))}
          </Notice>
        )}
        {data === undefined || wrong.length > 0 ? null : <Report report={data} />}
      </ActForm>
      {data?.dryRun === false ? <Button onClick={onClose}>Close</Button> : null}
    </Dialog>
  )
}

function Report({ report }: { report: ImportReportView }) {
  const { rows, inserted, updated, unchanged, rejectedRows, rejected, ignored } = report
  const counts = `${sayCount(rows, 'row')}: ${inserted} new, ${updated} changed, ${unchanged} as they were, ${rejectedRows} rejected.`
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <Notice tone={rejectedRows > 0 ? 'soon' : 'accent'} title={report.dryRun ? 'This is what it would do' : 'Done'}>
        {counts}
        {ignored.length === 0 ? null : (
          <p>
            Not read:{' '}
            {ignored
              .map(({ column, didYouMean }) =>
                didYouMean === null ? column : `${column} (did you mean ${didYouMean}?)`,
              )
              .join(', ')}
            .
          </p>
        )}
      </Notice>
      {rejected.length === 0 ? null : (
        <div className="max-h-60 overflow-auto" tabIndex={0} role="region" aria-label="Rejected rows">
          <table className="num w-full text-left text-note">
            <thead>
              <tr className="border-b border-line text-muted">
                {['Line', 'Column', 'What is wrong'].map((name) => (
                  <th key={name} scope="col" className="py-1 pr-3 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rejected.slice(0, shown).map(({ line, field, message }) => (
                <tr key={`${line} ${field} ${message}`} className="border-b border-line align-top">
                  <td className="py-1 pr-3">{line}</td>
                  <td className="py-1 pr-3">{field ?? 'the row'}</td>
                  <td className="py-1">{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rejected.length > shown ? (
            <p className="py-1 text-note text-muted">And more: ‘desk import’ reports all of them.</p>
          ) : null}
        </div>
      )}
    </div>
  )
}
