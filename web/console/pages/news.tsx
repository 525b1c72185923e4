/** What is announced to partners, and where it is written. */
import { useState } from 'react'
import type { AnnouncementView } from '../../../src/http/wire-critical.ts'
import { usePosting } from '../../shared/board/save.ts'
import { NewsPage as News } from '../../shared/news/news-page.tsx'
import { api } from '../../shared/paths.ts'
import { Button } from '../../shared/ui/button.tsx'
import { NewsDialog } from '../news/news-dialog.tsx'

export function NewsPage() {
  const [writing, setWriting] = useState(false)
  return (
    <>
      <News
        reader="staff"
        action={
          <Button look="go" onClick={() => setWriting(true)}>
            Announce something
          </Button>
        }
        actionsOf={(row) => (row.withdrawnAt === null ? <Withdraw row={row} /> : null)}
      />
      {writing ? <NewsDialog onClose={() => setWriting(false)} /> : null}
    </>
  )
}

function Withdraw({ row }: { row: AnnouncementView }) {
  const { post, busy } = usePosting<AnnouncementView>({
    path: api.withdrawNews(row.id),
    changes: ['news'],
    said: () => `‘${row.title}’ is withdrawn.`,
    onDone: () => undefined,
  })
  return (
    <Button size="small" look="bare" className="mt-1.5 -ml-2" busy={busy} onClick={() => post({})}>
      Withdraw
    </Button>
  )
}
