import {patch} from "@web/core/utils/patch";
import {TourPointer} from "@web_tour/js/tour_pointer/tour_pointer";
import {useEffect, useRef} from "@odoo/owl";

const handler = {type: [Function, {value: null}], optional: true};
Object.assign(TourPointer.props.pointerState.shape, {onNext: handler, onSkip: handler});

/** The tours of officers go on without a deed, and end without the page being loaded again. */
patch(TourPointer.prototype, {
    /**
     * Of the step before, core forgets on which side it stood only while the pointer is closed; ours
     * stays open, and would be stretched from there to the new place.
     */
    setup() {
        const pointer = useRef("pointer");
        useEffect(
            () => {
                for (const side of ["bottom", "right"]) {
                    pointer.el?.style.removeProperty(side);
                }
            },
            () => [this.content],
        );
        super.setup();
    },

    get isOurs() {
        return Boolean(this.props.pointerState.onSkip);
    },
});
