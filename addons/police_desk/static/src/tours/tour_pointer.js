import {patch} from "@web/core/utils/patch";
import {TourPointer} from "@web_tour/js/tour_pointer/tour_pointer";

const handler = {type: [Function, {value: null}], optional: true};
Object.assign(TourPointer.props.pointerState.shape, {onNext: handler, onSkip: handler});

/** The tours of officers go on without a deed, and end without the page being loaded again. */
patch(TourPointer.prototype, {
    get isOurs() {
        return Boolean(this.props.pointerState.onSkip);
    },
});
