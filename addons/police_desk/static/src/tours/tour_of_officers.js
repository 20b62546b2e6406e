import {browser} from "@web/core/browser/browser";
import {patch} from "@web/core/utils/patch";
import {TourInteractive} from "@web_tour/js/tour_interactive/tour_interactive";
import {BEGAN, isOurs} from "@police_desk/tours/began";
import {user} from "@web/core/user";

/**
 * A tour of ours shows its words at once, on a phone too, and has two buttons: the next step, for
 * which it clicks where it points if that is what the step is about, and the end. It is over for
 * good as soon as it has begun: whoever goes on working is not asked again.
 */
patch(TourInteractive.prototype, {
    start(env, pointer, onTourEnd) {
        if (!isOurs(this.name)) {
            return super.start(...arguments);
        }
        browser.localStorage.setItem(BEGAN, JSON.stringify({by: user.userId, at: Date.now()}));
        env.services.orm.silent.call("web_tour.tour", "consume", [this.name]);
        this.handlers = {onNext: () => this.goOn(), onSkip: () => this.skip()};
        return super.start(env, {...pointer, showContent: () => {}}, onTourEnd);
    },

    updatePointer() {
        const [anchor] = this.anchorEls;
        if (this.handlers && anchor && this.shownIndex !== this.currentActionIndex) {
            // Once for each step: nobody is told to scroll, and who scrolls away may.
            this.shownIndex = this.currentActionIndex;
            anchor.scrollIntoView({block: "nearest"});
        }
        super.updatePointer();
        if (this.handlers && anchor) {
            this.pointer.setState({isOpen: true, ...this.handlers});
        }
    },

    goOn() {
        if (this.currentAction.event === "click") {
            this.anchorEls[0].click();
        } else {
            this.goTo(this.currentActionIndex + 1);
        }
    },

    skip() {
        this.goTo(this.actions.length);
    },

    goTo(index) {
        this.pointer.hide();
        this.currentActionIndex = index;
        this.play();
    },
});
