/** What is announced to this partner. */
import { Link } from '@tanstack/react-router'
import { NewsPage as News } from '../../shared/news/news-page.tsx'
import { Subscribe } from '../../shared/news/subscribe.tsx'
import { pages } from '../../shared/pages.ts'
import { buttonClass } from '../../shared/ui/button.tsx'

export const NewsPage = () => (
  <News
    reader="partner"
    action={
      <>
        <Subscribe topic="announcements">Mail me the news</Subscribe>
        <Link to={pages.webhooks} className={buttonClass({})}>
          Webhooks
        </Link>
      </>
    }
  />
)
