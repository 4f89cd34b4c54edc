package io.gridmill.claim;

import java.util.Map;

/** Who is behind the others. Pure. */
public final class FairShare {
    private FairShare() {}

    /**
     * Whether a user has less than half of what the users have on average, those who use anything
     * and this one: then work of this user is worth fetching from another member.
     *
     * @param use slots by user, over the whole grid
     */
    public static boolean behind(String user, Map<String, Double> use) {
        double all = 0;
        for (double slots : use.values()) {
            all += slots;
        }
        int users = use.size() + (use.containsKey(user) ? 0 : 1);
        return users > 1 && use.getOrDefault(user, 0.0) * 2 * users < all;
    }
}
