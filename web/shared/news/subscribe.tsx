/** One thing that a contact may have by mail. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { SubscriptionsView } from '../../../src/http/wire-critical.ts'
import { call } from '../api.ts'
import { critical } from '../critical/queries.ts'
import { api } from '../paths.ts'
import { queryClient } from '../queries.ts'
import { Check } from '../ui/check.tsx'
import { toast } from '../ui/toast.tsx'

export function Subscribe({ topic, children }: { topic: keyof SubscriptionsView; children: string }) {
  const { data } = useQuery(critical.subscriptions())
  const { mutate } = useMutation({
    mutationFn: (wanted: boolean) =>
      call<SubscriptionsView>(api.subscriptions, { method: 'POST', body: { [topic]: wanted } }),
    onSuccess: (after) => {
      queryClient.setQueryData(critical.subscriptions().queryKey, after)
      toast.done(after[topic] ? 'You get it by mail from now on.' : 'No more of it by mail.')
    },
    onError: toast.failed,
  })
  if (data === undefined) return <span className="h-5" />
  return (
    <Check checked={data[topic]} onChange={(wanted) => mutate(wanted)}>
      {children}
    </Check>
  )
}
