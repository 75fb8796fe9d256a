import type { Collection, Db, Document } from "mongodb";

/** The articles that MongoDB's manual searches, behind the index it gives them. */
export async function insertArticles(database: Db): Promise<Collection<Document>> {
  const articles = database.collection("articles");
  await articles.createIndex({ subject: "text" });
  await articles.insertMany([
    { _id: 1 as never, subject: "coffee", author: "xyz", views: 50 },
    { _id: 2 as never, subject: "Coffee Shopping", author: "efg", views: 5 },
    { _id: 3 as never, subject: "Baking a cake", author: "abc", views: 90 },
    { _id: 4 as never, subject: "baking", author: "xyz", views: 100 },
    { _id: 5 as never, subject: "Café Con Leche", author: "abc", views: 200 },
    { _id: 6 as never, subject: "Сырники", author: "jkl", views: 80 },
    { _id: 7 as never, subject: "coffee and cream", author: "efg", views: 10 },
    { _id: 8 as never, subject: "Cafe con Leche", author: "xyz", views: 10 },
  ]);
  return articles;
}
