import {SearchModel} from "@web/search/search_model";

/** Who looks for a number, a phone or a name looks among closed complaints, too. */
export class ComplaintSearchModel extends SearchModel {
    addAutoCompletionValues(searchItemId, autocompleteValue) {
        if (this.searchItems[searchItemId].fieldName === "search_words") {
            const isOpenFilter = (item) => item.type === "filter" && item.name === "open";
            this.query = this.query.filter(
                (element) => !isOpenFilter(this.searchItems[element.searchItemId]),
            );
        }
        super.addAutoCompletionValues(searchItemId, autocompleteValue);
    }
}
