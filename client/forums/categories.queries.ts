import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type CategoryView, type SpaceView, spaceEndpoints } from "#shared/forums/spaces.contract";
import { newId } from "#shared/ids";
import { call } from "../http/call";
import { spaceQuery } from "./forums.queries";

/** A category's words and audiences. */
export type CategoryFields = Pick<
  CategoryView,
  "title" | "description" | "read" | "start" | "answer" | "holdsFirst"
>;

/** What moderators do with a space's categories; each deed puts the space as it is then in the place of what was known. */
export function useCategoryDeeds(space: SpaceView) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: spaceQuery(space.id).queryKey });
  return {
    add: useMutation({
      mutationFn: (fields: CategoryFields) =>
        call(spaceEndpoints.addCategory, {
          params: { spaceId: space.id },
          input: { categoryId: newId(), ...fields },
        }),
      onSettled,
    }),
    change: useMutation({
      mutationFn: ({ id, ...fields }: CategoryFields & { id: string }) =>
        call(spaceEndpoints.changeCategory, { params: { categoryId: id }, input: fields }),
      onSettled,
    }),
    archive: useMutation({
      mutationFn: ({ id, isArchived, year }: { id: string; isArchived: boolean; year: string | null }) =>
        call(spaceEndpoints.archiveCategory, { params: { categoryId: id }, input: { isArchived, year } }),
      onSettled,
    }),
    place: useMutation({
      mutationFn: ({ id, before }: { id: string; before: string | null }) =>
        call(spaceEndpoints.placeCategory, { params: { categoryId: id }, input: { before } }),
      onSuccess: (placed) => client.setQueryData(spaceQuery(space.id).queryKey, placed),
    }),
  };
}
