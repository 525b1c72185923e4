/** Did this help? One press, and words where there are any. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { useActKey } from '../actions.ts'
import { call } from '../api.ts'
import { useDraft } from '../drafts.ts'
import { api } from '../paths.ts'
import { queryClient } from '../queries.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'
import { toast } from '../ui/toast.tsx'
import { guide } from './queries.ts'

export function ArticleFeedback({ article }: { article: ArticleView }) {
  const { mine } = article
  const [words, setWords] = useDraft(`article-feedback:${article.id}`)
  const [asking, setAsking] = useState(words !== '')
  const key = useActKey()
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { helped: boolean; words?: string }) =>
      call<NonNullable<ArticleView['mine']>>(api.articleFeedback(article.id), {
        method: 'POST',
        body,
        idempotencyKey: key.keyFor(body),
      }),
    onSuccess: (said, { words: given }) => {
      key.done()
      // Also for whoever comes back to the article.
      queryClient.setQueriesData<ArticleView>({ queryKey: ['guide', 'article'] }, (known) =>
        known?.id === article.id ? { ...known, mine: said } : known,
      )
      setAsking(given === undefined)
      if (given !== undefined) setWords('')
      void queryClient.invalidateQueries({ queryKey: guide.feedback(article.id).queryKey })
    },
    onError: toast.failed,
  })
  const say = (helped: boolean): void => mutate({ helped })
  return (
    <section aria-label="Did this help?" className="mt-4 flex max-w-[62ch] flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="font-semibold">Did this help?</h2>
        {/* Both stay where they are: an answer can be changed. */}
        <Button aria-pressed={mine?.helped === true} busy={isPending} onClick={() => say(true)}>
          Yes
        </Button>
        <Button aria-pressed={mine?.helped === false} busy={isPending} onClick={() => say(false)}>
          No
        </Button>
        <span role="status" className="text-note text-muted">
          {mine === null ? '' : mine.helped ? 'You said yes. Thank you.' : 'You said no. Thank you.'}
        </span>
      </div>
      {mine !== null && asking ? (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (words.trim() !== '') mutate({ helped: mine.helped, words })
          }}
        >
          <TextArea
            label={mine.helped ? 'What helped?' : 'What was missing?'}
            aside="if you like"
            rows={2}
            maxLength={2_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            type="submit"
            className="self-start"
            busy={isPending}
            because={words.trim() === '' ? 'Write something first.' : null}
          >
            Send
          </Button>
        </form>
      ) : mine?.words == null ? null : (
        <p className="text-note text-muted">‘{mine.words}’</p>
      )}
    </section>
  )
}
