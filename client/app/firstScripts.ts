/** The theme that was chosen on this device, before anything is shown in another. See `themeStore.ts`. */
export const headScript = `try{let t=JSON.parse(localStorage["throughline.theme"]).state.theme;if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;

/**
 * The first look, before anything is shown and once the fonts are there: at the place that the address names, or at what
 * is new, unless that is in sight anyway. See `useWishes.ts`, which goes to the same place once the app is there, unless
 * somebody has begun to move about by then: that is noted.
 */
export const endScript = `{
const page=document.documentElement,look=()=>{
const feed=document.querySelector("[data-look]"),post=feed?.querySelector('[data-place="'+feed.dataset.look+'"]');
if(!post||"moved"in page.dataset)return;
const{top,bottom}=post.getBoundingClientRect();
if("stays"in feed.dataset&&bottom>0&&top<innerHeight*.6)return;
let slot=post;
while(slot.parentNode!==feed)slot=slot.parentNode;
scrollBy({top:slot.getBoundingClientRect().top-parseFloat(getComputedStyle(page).scrollPaddingTop),behavior:"instant"})
};
for(const move of["wheel","touchmove","keydown","pointerdown"])addEventListener(move,()=>{page.dataset.moved=""},{once:true,passive:true});
look();
document.fonts.ready.then(look)
}`;
