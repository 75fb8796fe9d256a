/** The server has drawn this page: the app takes it over. */
export const isDrawn = document.querySelector("[data-drawn]") !== null;
