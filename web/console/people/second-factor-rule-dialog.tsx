/** Who of the staff must have a second factor. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleView } from '../../../src/http/wire-second-factor.ts'
import { ActForm } from '../../shared/act-form.tsx'
import { call } from '../../shared/api.ts'
import { NotRead } from '../../shared/failure.tsx'
import { api } from '../../shared/paths.ts'
import { secondFactor, secondFactorChanged } from '../../shared/second-factor/queries.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { Dialog } from '../../shared/ui/dialog.tsx'
import { Loading, Skeleton } from '../../shared/ui/skeleton.tsx'
import { toast } from '../../shared/ui/toast.tsx'

const said = {
  nobody: 'Nobody has to have a second factor.',
  administrators: 'Administrators must have a second factor.',
  staff: 'All of the staff must have a second factor.',
} as const

export function SecondFactorRuleDialog({ onClose }: { onClose: () => void }) {
  const found = useQuery(secondFactor.rule())
  return (
    <Dialog
      title="Who must have a second factor"
      description="Whoever must and has none is led to set one up when they sign in next, before anything else. Who is signed in goes on; so do API keys."
      onClose={onClose}
      width="narrow"
    >
      {found.data !== undefined ? (
        <Form rule={found.data} onClose={onClose} />
      ) : found.error !== null ? (
        <NotRead error={found.error} retry={found.refetch} />
      ) : (
        <Loading what="the rule">
          <Skeleton className="h-24 w-full" />
        </Loading>
      )}
    </Dialog>
  )
}

function Form({ rule, onClose }: { rule: RuleView; onClose: () => void }) {
  const [required, setRequired] = useState(rule.required)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call<RuleView>(api.secondFactorRule, { method: 'PUT', body: { required } }),
    onSuccess: (after) => {
      secondFactorChanged()
      toast.done(said[after.required])
      onClose()
    },
  })
  const { administrators, staff } = rule.lacking
  return (
    <ActForm
      label="Save"
      busy={isPending}
      error={error}
      because={required === rule.required ? 'It is so already.' : null}
      shows={[]}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <Choices
        label="Who"
        hideLabel
        layout="list"
        options={[
          { value: 'nobody' as const, label: 'Nobody', hint: 'Everybody may, under ‘My account’.' },
          { value: 'administrators' as const, label: 'Administrators', hint: lack(administrators) },
          { value: 'staff' as const, label: 'All of the staff', hint: lack(staff) },
        ]}
        value={required}
        onChange={setRequired}
      />
    </ActForm>
  )
}

const lack = (n: number): string =>
  n === 0 ? 'All of them have one.' : n === 1 ? 'One has none yet.' : `${n} have none yet.`
