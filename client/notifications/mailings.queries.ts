import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type MailPreferencesInput, mailingEndpoints } from "#shared/notifications/mailings.contract";
import { call } from "../http/call";

/** How the viewer is written to. */
export const mailPreferencesQuery = queryOptions({
  queryKey: ["notifications", "mail"],
  queryFn: ({ signal }) => call(mailingEndpoints.show, { signal }),
});

export function useChooseMail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: MailPreferencesInput) => call(mailingEndpoints.choose, { input }),
    onSuccess: (chosen) => client.setQueryData(mailPreferencesQuery.queryKey, chosen),
  });
}

/** What the token of a mail's link speaks of. */
export const subscriptionQuery = (token: string) =>
  queryOptions({
    queryKey: ["notifications", "subscription", token],
    queryFn: ({ signal }) => call(mailingEndpoints.find, { signal, input: { token } }),
    retry: false,
  });

export function useTurnSubscription(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isOff: boolean) => call(mailingEndpoints.unsubscribe, { input: { token, isOff } }),
    onSuccess: (found) => {
      client.setQueryData(subscriptionQuery(token).queryKey, found);
      void client.invalidateQueries({ queryKey: mailPreferencesQuery.queryKey });
    },
  });
}
