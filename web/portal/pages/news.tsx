/** What is announced to this partner. */
import { NewsPage as News } from '../../shared/news/news-page.tsx'
import { Subscribe } from '../../shared/news/subscribe.tsx'

export const NewsPage = () => (
  <News reader="partner" action={<Subscribe topic="announcements">Mail me the news</Subscribe>} />
)
