/** What is asked of the widget's settings (A6). */
import { queryOptions } from '@tanstack/react-query'
import type { WidgetSettingsView } from '../../../src/http/wire-widget.ts'
import { call } from '../../shared/api.ts'
import { api, withQuery } from '../../shared/paths.ts'
import type { Page, PersonView } from '../../shared/views.ts'

export const widgetSettings = () =>
  queryOptions({
    queryKey: ['widget-settings'],
    queryFn: ({ signal }) => call<WidgetSettingsView>(api.widgetSettings, { signal }),
    staleTime: 0,
    refetchInterval: 30_000,
  })

/** Contacts as whom it can be looked at: the first two hundred by name are enough to see how it looks. */
export const contactsToShow = () =>
  queryOptions({
    queryKey: ['contacts-to-show'],
    queryFn: async ({ signal }) =>
      (await call<Page<PersonView>>(withQuery(api.people, { side: 'partner', limit: 200 }), { signal })).items,
  })
