/** What an article is called, who reads it, and what it belongs to. */
import type { ArticleView } from '../../../src/http/wire-guide.ts'
import { tiesOf } from '../../shared/guide/words.ts'
import { usePolicy } from '../../shared/session.ts'
import { Choices } from '../../shared/ui/choice.tsx'
import { TextField } from '../../shared/ui/field.tsx'
import { Picks } from './picks.tsx'
import { leadsOnly } from './publish.tsx'
import type { ArticleForm } from './use-article.ts'

interface FieldsProps {
  readonly article: ArticleView | null
  readonly role: string
  readonly form: ArticleForm
  readonly set: (change: Partial<ArticleForm>) => void
  readonly fields: Readonly<Record<string, string>>
}

export function ArticleFields({ article, role, form, set, fields }: FieldsProps) {
  const policy = usePolicy()
  const fixed = article?.state === 'published' ? leadsOnly(role) : null
  return (
    <>
      <TextField
        label="Title"
        maxLength={200}
        autoFocus={article === null}
        placeholder="As somebody would look for it"
        value={form.title}
        onChange={(event) => set({ title: event.target.value })}
        error={fields.title}
      />
      <TextField
        label="Summary"
        aside="one sentence"
        maxLength={500}
        value={form.summary}
        onChange={(event) => set({ summary: event.target.value })}
        error={fields.summary}
      />
      <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
        <Picks
          label="About"
          aside="offered first there"
          entries={tiesOf(policy)}
          value={form.categories}
          onChange={(categories) => set({ categories })}
          placeholder="Add a category"
          error={fields.categories}
        />
        <Picks
          label="Products"
          entries={(policy?.products ?? []).map(({ id, name, family }) => ({ id, label: name, hint: family }))}
          value={form.products}
          onChange={(products) => set({ products })}
          placeholder="Add a product"
          error={fields.products}
        />
        <Choices
          label="Read by"
          options={[
            { value: 'partner', label: 'Partners and staff' },
            { value: 'staff', label: 'Staff only' },
          ]}
          value={form.audience}
          onChange={(audience) => set({ audience })}
          error={fields.audience}
        />
        <TextField
          label="Address"
          aside={article === null ? 'made of the title' : 'the old one leads to the new'}
          hint={fixed === null ? undefined : 'It is published: a lead or a manager changes this.'}
          readOnly={fixed !== null}
          autoComplete="off"
          maxLength={80}
          value={form.slug}
          onChange={(event) => set({ slug: event.target.value })}
          error={fields.slug}
        />
      </div>
      {article === null ? null : (
        <TextField
          label="What you changed"
          aside="for the versions, if you like"
          maxLength={500}
          autoComplete="off"
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
          error={fields.note}
        />
      )}
    </>
  )
}
